/// `port`: a TCP port accepts connections, or none.
struct PortMatcher: Matcher {
    let port: Int
    let address: String
    let isOpen: Bool

    static let documentation = MatcherDocumentation(
        "port", "number", states: "a TCP port accepts connections",
        options: [
            .init("address", "address", "where, as seen from the host; 127.0.0.1 by default"),
            .init("open", "true or false", "`false`: nothing may answer there"),
        ],
        example: """
            port: 6443
            address: 10.0.0.39
            """)

    init(from fields: inout Fields) {
        port = fields.integer("port", in: 1...65535) ?? 1
        address = fields.operand("address") ?? "127.0.0.1"
        isOpen = fields.flag("open", default: true)
    }

    /// bash's own connections (bash(1), REDIRECTION); elsewhere than here they may hang, so timeout(1) ends them.
    var script: String {
        let connection = "exec 3<>/dev/tcp/\(Script.quote(address))/\(port)"
        if ["127.0.0.1", "::1", "localhost"].contains(address) { return "\(connection)" }
        return "timeout \(Script.seconds(3)) bash -c \(Script.quote(connection))"
    }

    var title: String { "port \(port) of \(address)" }

    func finding(_ answer: Reply) -> Finding {
        if let broken = answer.brokenCommand(expecting: 0) { return broken }
        if (answer.status == 0) == isOpen { return .holds(seen: "") }
        let reason = answer.status == 124 ? "nothing answers in time" : "nothing accepts connections"
        return .differs([Difference(isOpen ? "\(title): \(reason)" : "\(title) accepts connections")])
    }
}

extension PortMatcher {
    /// Who listens on that port here, and the way to the address.
    var collectors: [Collector] { [.listeners(on: port)] + Collector.route(to: address) }

    func mutations(on host: Host) -> [Mutation] {
        isOpen ? [NetworkMutations.closed(port: port, of: address, on: host)] : []
    }

    /// Only whether the connection came about counts.
    func falseAnswers(to answer: Reply) -> [FalseAnswer] { [answer.failing(title)] }
}
