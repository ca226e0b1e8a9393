// What a reader needs who carries a step out by hand: the files that it writes, and the commands where its text has none.

extension FileStep {
    /// The file.
    public var paths: [String] { [path] }
    /// Its content.
    public var writtenText: String? { isAbsent ? nil : content }
}

extension PkiStep {
    /// Keys and certificates.
    public var paths: [String] { files.flatMap(\.placed).map(\.path) }
}

extension ArtifactStep {
    /// The files to be installed.
    public var paths: [String] { artifacts.map(\.path) }

    /// Fetched by curl(1); files that labctl sends itself have no command.
    public var commandsByHand: String? {
        guard artifacts.allSatisfy({ !$0.url.hasPrefix("local:") }) else { return nil }
        let lines = artifacts.map { artifact in
            let path = Script.quote(artifact.path)
            return "curl -fLo \(path) \(Script.quote(artifact.url))\nchmod \(artifact.mode.octal) \(path)"
        }
        return lines.joined(separator: "\n")
    }
}

extension PackageStep {
    /// apt-get(8).
    public var commandsByHand: String? {
        "apt-get install --yes --no-install-recommends "
            + packages.map { Script.quote($0.remedy) }.joined(separator: " ")
    }
}

extension ServiceStep {
    /// systemctl(1); what is running reads its files anew by a restart.
    public var commandsByHand: String? {
        let names = units.map { Script.quote($0) }.joined(separator: " ")
        if wanted.isMasked { return "systemctl mask --now \(names)" }
        guard wanted.isRunning else {
            return "systemctl \(wanted.isEnabled ? "stop" : "disable --now") \(names)"
        }
        let enable = wanted.isEnabled ? ["systemctl enable \(names)"] : []
        return (["systemctl daemon-reload"] + enable + ["systemctl restart \(names)"]).joined(separator: "\n")
    }
}

extension ManifestStep {
    /// kubectl(1), with the text as its input.
    public var commandsByHand: String? { "\(kubectl) apply --server-side -f -" }
}
