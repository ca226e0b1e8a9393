/// `dns`: a name resolves.
struct DNSMatcher: Matcher {
    let name: String
    let server: String?
    let type: String?
    let answers: [String]

    static let documentation = MatcherDocumentation(
        "dns", "name", states: "a name resolves",
        options: [
            .init(
                "server", "address",
                "the server to ask, by dig; the host's own resolver by default"),
            .init("type", "record type", "A, AAAA, SRV, …, asked by dig"),
            .init("answers", "words", "what must be among the answers; any answer by default"),
        ],
        example: """
            dns: kubernetes.default.svc.cluster.local
            server: 10.254.0.10
            answers: [10.254.0.1]
            """)

    init(from fields: inout Fields) {
        name = fields.requiredOperand("dns")
        server = fields.operand("server")
        type = fields.operand("type")
        // An answer may hold spaces, as those of SRV and MX do: such answers are written as a list.
        answers = fields.words("answers")
    }

    var script: String {
        guard server != nil || type != nil else { return "getent ahosts \(Script.quote(name)) 2>&1" }
        let words = (server.map { ["@" + $0] } ?? []) + [name, type ?? "A"]
        return "dig +short +time=\(Script.seconds(2)) +tries=1 "
            + words.map { Script.quote($0) }.joined(separator: " ") + " 2>&1"
    }

    var title: String { "name \(name)" }

    func finding(_ answer: Reply) -> Finding {
        if let broken = answer.brokenCommand(expecting: 0) { return broken }
        let lines = answer.output.split(separator: "\n").filter { !$0.hasPrefix(";") }
        let isShort = server != nil || type != nil
        let found = Set(lines.map { isShort ? $0 : $0.split(separator: " ").first ?? "" })
        guard answer.status == 0, !found.isEmpty else {
            return .differs([Difference("\(name) does not resolve", evidence: answer.complaint)])
        }
        let missing = answers.filter { !found.contains($0[...]) && !found.contains("\($0).") }
        guard missing.isEmpty else {
            let sentence = "\(name) does not resolve to \(missing.joined(separator: ", "))"
            return .differs([Difference(sentence, evidence: found.sorted().joined(separator: "\n"))])
        }
        return .holds(seen: found.sorted().joined(separator: "\n"))
    }
}

extension DNSMatcher {
    /// How names are resolved, and the way to the server that was asked.
    var collectors: [Collector] { [.resolver] + (server.map { Collector.route(to: $0) } ?? []) }

    func mutations(on host: Host) -> [Mutation] {
        if let server { return [NetworkMutations.unreachable(server)] }
        guard type == nil else { return [FileMutations.removal(of: "/etc/resolv.conf")] }
        return [
            FileMutations.lines(of: "/etc/hosts", with: name), FileMutations.removal(of: "/etc/resolv.conf"),
        ]
    }
}
