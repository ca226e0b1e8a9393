/// `file`: a file is there, with a mode, an owner, a content; or is not there.
struct FileMatcher: Matcher {
    let path: String
    let mode: Int?
    let owner: String?
    let contains: String?
    let isAbsent: Bool

    static let documentation = MatcherDocumentation(
        "file", "path", states: "a file (or directory) is there",
        options: [
            .init("mode", "octal", "its permission bits"),
            .init("owner", "user:group", "its owner"),
            .init("contains", "text", "a text that one of its lines contains"),
            .init("absent", "flag", "`true`: nothing of that name may be there"),
        ],
        example: """
            file: /etc/kubernetes/pki/apiserver.key
            mode: "0600"
            owner: root:root
            """)

    init(from fields: inout Fields) {
        path = fields.requiredPath("file")
        mode = fields.mode("mode")
        owner = fields.owner("owner")
        let text = fields.text("contains").map { String($0.trimmingLineEnds) }
        contains = text
        if let text, text.isEmpty || text.contains("\n") {
            fields.reportValue("contains", text, "a text within one line")
        }
        isAbsent = fields.flag("absent")
    }

    var script: String {
        let search = contains.map { "grep -qF -e \(Script.quote($0)) -- \"$path\" 2>&1 && echo same\n" } ?? ""
        return "path=\(Script.quote(path))\n" + FileComparison.facts + search + "exit 0"
    }

    var title: String { "file \(path)" }

    func finding(_ answer: Reply) -> Finding {
        guard let file = FileComparison(answer) else {
            return isAbsent ? .holds() : .differs([Difference("\(path) does not exist")])
        }
        if isAbsent { return .differs([Difference("\(path) exists (\(file.type))")]) }
        var differences = file.differences(path: path, mode: mode, owner: owner)
        if let contains, !file.isSame {
            differences.append(Difference("no line of \(path) contains `\(contains)`"))
        }
        return Finding(differences)
    }
}

extension FileMatcher {
    /// The path and what it lies in.
    var collectors: [Collector] { [.path(path)] }

    func mutations(on host: Host) -> [Mutation] {
        if isAbsent { return [FileMutations.creation(of: path)] }
        return [
            FileMutations.removal(of: path), mode.map { FileMutations.mode(of: path, wanted: $0) },
            FileMutations.owner(of: path, wanted: owner),
            contains.map { FileMutations.lines(of: path, with: $0) },
        ].compactMap { $0 }
    }

    /// The script itself always succeeds.
    func falseAnswers(to answer: Reply) -> [FalseAnswer] {
        isAbsent ? [] : [answer.silent(title)].compactMap { $0 }
    }
}
