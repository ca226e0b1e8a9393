/// `file`: a file has this content, owner and mode, or does not exist.
public struct FileStep: ActionKind {
    let path: String
    let content: String
    let mode: Int
    let owner: String?
    let isAbsent: Bool
    /// Whether no diff may be made of the content; a private key is a secret even where its author forgets to say so.
    let isSecret: Bool

    /// What the reference page says.
    public static let documentation = KindDocumentation(
        name: "file",
        states: "a file has this content, owner and mode",
        probing: "content, owner and mode are compared on the host; `plan` shows the differences as a diff",
        body: "the content, to the last byte",
        attributes: [
            .init(
                "path", "path", "the file, by its absolute path; missing directories are made", required: true
            ),
            .init("mode", "octal", "its permission bits; 0644 by default"),
            .init("owner", "user:group", "its owner; left as it is by default"),
            .init("absent", "flag", "the file must not exist; the body is empty"),
        ],
        example: """
            ```ini {file #etcd-conf on=etcd path=/etc/default/etcd mode=0644}
            ETCD_NAME={{host.name}}
            ETCD_DATA_DIR=/var/lib/etcd
            ```
            """)

    /// Reads the attributes and takes the body as the content.
    public init(from decoder: inout StepDecoder) {
        path = decoder.attributes.requiredPath("path")
        mode = decoder.attributes.mode("mode") ?? 0o644
        owner = decoder.attributes.owner("owner")
        isAbsent = decoder.attributes.flag("absent")
        content = decoder.content()
        isSecret = decoder.attributes.flag("secret") || content.holds("PRIVATE KEY-----")
        if isAbsent && !content.isEmpty {
            decoder.attributes.report(
                .error("absent-content", at: decoder.bodyPlace, "a file that must be absent has no content"))
        }
    }

    /// Compares on the host, with one process where all is well (stat(1), diff(1)): one for all files of a host where
    /// they are asked about together. How one differs it says only by itself.
    public func probe(on host: Host) -> Probe? {
        let assignments =
            "path=\(Script.quote(path))\nwant=\(Script.quote(content))\nsize=\(content.utf8.count)\n"
        let sameness = isAbsent ? "" : FileComparison.sameness
        let difference = isAbsent ? "" : "echo differs\n" + (isSecret ? "" : FileComparison.diff)
        var probe = Probe(Script(assignments + FileComparison.facts + sameness + difference)) {
            self.finding(FileComparison($0))
        }
        let unlike = isAbsent ? "" : "exit \(JointQuestion.cannotTell)\n"
        probe.joint = JointQuestion(
            gathering: "paths+=(\(Script.quote(path)))\n", question: FileComparison.listing,
            answer: assignments + FileComparison.listedFacts + sameness + unlike)
        return probe
    }

    /// No more than what differs: chmod(1), chown(1), or the whole file.
    public func commands(on host: Host, after finding: Finding?) -> [Command] {
        if isAbsent { return [.run(Script("rm -f -- \(Script.quote(path))"))] }
        let remedies = finding?.differences.map(\.remedy) ?? ["write"]
        if remedies.contains("write") {
            let directory = path[..<(path.lastIndex(of: "/") ?? path.startIndex)]
            let upload = Upload(.bytes(Array(content.utf8)), to: path, owner: owner, mode: mode)
            return (directory.isEmpty ? [] : [.run(.command("mkdir", "-p", "--", String(directory)))])
                + [.upload(upload)]
        }
        var lines: [String] = []
        if let owner, remedies.contains("chown") { lines.append("chown -- \(owner) \(Script.quote(path))") }
        if remedies.contains("chmod") { lines.append("chmod -- \(mode.octal) \(Script.quote(path))") }
        return lines.isEmpty ? [] : [.run(Script(lines.joined(separator: " && ")))]
    }

    /// The file.
    public var paths: [String] { [path] }

    /// Its content.
    public var writtenText: String? { isAbsent ? nil : content }

    /// The path.
    public var title: String { isAbsent ? "remove \(path)" : "write \(path)" }

    private func finding(_ file: FileComparison?) -> Finding {
        guard let file else { return isAbsent ? .holds() : .missing(path) }
        if isAbsent { return .differs([Difference("\(path) exists (\(file.type))", remedy: "rm")]) }
        guard file.type.hasPrefix("regular") else {
            return .differs([Difference("\(path) is a \(file.type), not a file", remedy: "write")])
        }
        var differences: [Difference] = []
        if !file.isSame {
            differences.append(
                Difference("the content of \(path) differs", evidence: file.evidence, remedy: "write"))
        }
        differences += file.differences(path: nil, mode: mode, owner: owner)
        return Finding(differences)
    }
}

extension Finding {
    /// A file that is not there.
    static func missing(_ path: String) -> Finding {
        .differs([Difference("\(path) does not exist", remedy: "write")])
    }
}
