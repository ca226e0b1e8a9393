/// `address`: the host holds an address on some interface (ip-address(8)).
struct AddressMatcher: Matcher {
    let address: String

    static let documentation = MatcherDocumentation(
        "address", "address", states: "the host holds this address on some interface",
        example: "address: 10.0.0.39")

    init(from fields: inout Fields) {
        address = fields.requiredText("address")
        if address.contains(where: { !$0.isHexDigit && !".:".contains($0) }) {
            fields.reportValue("address", address, "an IP address without a prefix length")
        }
    }

    var script: String { "ip -o address show to \(Script.quote(address)) 2>&1" }

    var title: String { "address \(address)" }

    func finding(_ answer: Reply) -> Finding {
        if let broken = answer.brokenCommand(expecting: 0) { return broken }
        if answer.status != 0 { return .broken("ip does not understand the question. \(answer.complaint)") }
        let words = answer.output.split(separator: " ")
        guard words.count > 1 else { return .differs([Difference("no interface holds \(address)")]) }
        return .holds(seen: String(words[1]))
    }
}

extension AddressMatcher {
    /// The addresses that the host has, and what keepalived said last of those that it moves.
    var collectors: [Collector] { [.addresses, .movingAddresses] }

    func mutations(on host: Host) -> [Mutation] { [NetworkMutations.moved(address)] }

    /// ip(8) succeeds whether an interface holds the address or not.
    func falseAnswers(to answer: Reply) -> [FalseAnswer] { [answer.silent(title)].compactMap { $0 } }
}
