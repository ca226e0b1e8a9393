/// `artifact`: files with known digests, binaries most of all, are installed.
public struct ArtifactStep: ActionKind {
    let artifacts: [Artifact]

    /// What the reference page says.
    public static let documentation = KindDocumentation(
        name: "artifact",
        states: "files with known SHA-256 digests, binaries most of all, are installed",
        probing:
            "the digest is computed on the host; it is remembered in /var/lib/labctl/digests when labctl "
            + "installs the file, and computed again as soon as size, inode or a time of the file has changed",
        body:
            "empty, or `files:` with a list of the fields below for several files at once (language `yaml`)",
        attributes: Artifact.documentation,
        bodyFields: [.init("files", "list", "several files, each with the fields above")],
        example: """
            ```text {artifact #kubelet on=workers path=/usr/local/bin/kubelet mode=0755 \
            url=file:///srv/artifacts/kubelet sums=file:///srv/artifacts/SHA256SUMS}
            ```
            """)

    /// Reads one file from the attributes or several from the body.
    public init(from decoder: inout StepDecoder) {
        guard !decoder.body.trimmingSpaces.isEmpty else {
            artifacts = [Artifact(from: &decoder.attributes)]
            return
        }
        let place = decoder.bodyPlace
        artifacts = decoder.yamlBody { fields in
            if !fields.has("files") {
                fields.report(.error("missing", at: place, "the body of `artifact` needs `files`"))
            }
            return fields.nestedList("files") { inner in
                let artifact = Artifact(from: &inner)
                inner.finish()
                return artifact
            }
        }
    }

    /// Asks for all files in one script: one stat(1) for all where nothing has changed.
    public func probe(on host: Host) -> Probe? {
        let paths = artifacts.map { Script.quote($0.path) }
        let calls = zip(paths, artifacts).map { "look \($0) \($1.wanted)\n" }.joined()
        let script = "paths=(\(paths.joined(separator: " ")))\n" + ArtifactScripts.want + ArtifactScripts.look
        return Probe(Script(script + calls + "exit 0")) { self.finding($0) }
    }

    /// Fetches what differs beside its target, compares the digest, and only then moves it there.
    public func commands(on host: Host, after finding: Finding?) -> [Command] {
        let remedies = finding?.differences.map(\.remedy)
        return artifacts.flatMap { artifact -> [Command] in
            if remedies?.contains("fetch \(artifact.path)") ?? true { return artifact.installation }
            guard remedies?.contains("permit \(artifact.path)") ?? false else { return [] }
            return [.run(Script(artifact.permission(of: Script.quote(artifact.path))))]
        }
    }

    /// The paths.
    public var title: String { "install \(artifacts.map(\.path).joined(separator: " "))" }

    private func finding(_ reply: Reply) -> Finding {
        let lines = reply.output.split(separator: "\n")
        let differences = zip(artifacts, lines).flatMap { $0.differences(Array($1.split(separator: " "))) }
        guard lines.count == artifacts.count else {
            return .differs(
                artifacts.map {
                    Difference(
                        "\($0.path) cannot be looked at", evidence: reply.complaint,
                        remedy: "fetch \($0.path)")
                })
        }
        return Finding(differences)
    }
}
