/// One file to be installed: where it goes, where it comes from, and its digest.
struct Artifact: Sendable {
    let path: String
    let url: String
    let sha256: String?
    let sums: String?
    let mode: Int
    let owner: String?

    static let documentation: [KindDocumentation.Field] = [
        .init("path", "path", "the file to install", required: true),
        .init(
            "url", "URL",
            "`file:///…` on the host, `https://…` fetched by the host with curl, or `local:PATH` "
                + "sent by labctl, from the chapter's own folder",
            required: true),
        .init("sha256", "hexadecimal", "the digest; this or `sums` must be given"),
        .init("sums", "URL", "a SHA256SUMS file with a line for the file's name: `file:///…` or `https://…`"),
        .init("mode", "octal", "its permission bits; 0755 by default"),
        .init("owner", "user:group", "its owner; left as it is by default"),
    ]

    /// Reads the fields of one artifact.
    init(from fields: inout Fields) {
        path = fields.requiredPath("path")
        let schemes = ["file:///", "https://", "http://"]
        url =
            fields.url(
                "url", beginning: schemes + ["local:"], "file:///…, https://…, http://… or local:PATH",
                isRequired: true) ?? ""
        mode = fields.mode("mode") ?? 0o755
        owner = fields.owner("owner")
        sha256 = fields.text("sha256")?.lowercased()
        let isSummed = fields.has("sums")
        sums = fields.url("sums", beginning: schemes, "file:///…, https://… or http://…")
        if let sha256, sha256.count != 64 || !sha256.allSatisfy(\.isHexDigit) {
            fields.reportValue("sha256", sha256, "64 hexadecimal digits")
        }
        if (sha256 == nil) != isSummed {
            fields.report(
                .error(
                    "no-digest", at: fields.place, "an artifact needs one of `sha256` and `sums`",
                    ["A binary of unknown content is not installed."]))
        }
        if url.hasPrefix("local:") {
            let path = url.dropFirst(6)
            if path.isEmpty || path.hasPrefix("/") || path.split(separator: "/").contains("..") {
                fields.reportValue(
                    "url", url, "the path of a file below the chapter's own folder: local:files/tool")
            }
        }
    }

    /// The words that say the wanted digest to the scripts: itself, or where to find it.
    var wanted: String {
        if let sha256 { return sha256 }
        let name = url.split(separator: "/").last ?? ""
        return "- \(Script.quote(sums ?? "")) \(Script.quote(name))"
    }

    /// Reads `MODE OWNER FOUND WANTED`, or `absent`.
    func differences(_ words: [Substring]) -> [Difference] {
        guard words.count == 4 else {
            return [Difference("\(path) does not exist", remedy: "fetch \(path)")]
        }
        if words[3] == "-" {
            return [Difference("\(sums ?? "") has no digest for \(url)", remedy: "fetch \(path)")]
        }
        if words[2] != words[3] {
            return [
                Difference(
                    "\(path) is not the wanted file", evidence: "sha256 \(words[2]), not \(words[3])",
                    remedy: "fetch \(path)")
            ]
        }
        var differences: [Difference] = []
        let found = Int(words[0], radix: 8) ?? 0
        if found != mode {
            differences.append(
                Difference(
                    "the mode of \(path) is \(found.octal), not \(mode.octal)", remedy: "permit \(path)",
                    about: .rights))
        }
        let whose = FileOwner(words[1])
        if let owner, !whose.is(owner) {
            differences.append(
                Difference(
                    "the owner of \(path) is \(whose), not \(owner)", remedy: "permit \(path)", about: .rights
                ))
        }
        return differences
    }

    /// The commands that bring the file to its place; a file of another digest never gets there.
    var installation: [Command] {
        let part = path + ".labctl-part"
        let install =
            ArtifactScripts.want + ArtifactScripts.install
            + "install_file \(Script.quote(path)) \(Script.quote(url)) \(wanted)\n"
        let script = Script("set -e\npermit() { \(permission(of: "\"$1\"")); }\n" + install)
        guard url.hasPrefix("local:") else { return [.run(script)] }
        let directory = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
        let upload = Upload(.beside(String(url.dropFirst(6))), to: part, mode: 0o600)
        return [
            .run(.command("mkdir", "-p", "--", directory.isEmpty ? "/" : directory)), .upload(upload),
            .run(script),
        ]
    }

    /// Sets mode and owner of a file that is given as a shell word.
    func permission(of word: String) -> String {
        (owner.map { "chown -- \($0) \(word) && " } ?? "") + "chmod -- \(mode.octal) \(word)"
    }
}
