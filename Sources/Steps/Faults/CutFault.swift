/// `cut`: packets are dropped silently, in one direction or both.
struct CutFault: Fault {
    let directions: [PacketProgram.Direction]
    let peers: Selector?

    static let documentation = FaultDocumentation(
        "cut", "both, in or out",
        breaks:
            "the host's IPv4 packets are dropped without a word: those that come in, those that go out, or both; "
            + "only labctl's own connection is spared",
        heals: "packets pass again",
        options: [
            .init("from", "hosts", "the hosts that it is parted from; everybody where nothing is said")
        ],
        example: "break: {cut: both, from: balar}")

    private static let words: [String: [PacketProgram.Direction]] = [
        "both": [.ingress, .egress], "in": [.ingress], "out": [.egress],
    ]

    init(from fields: inout Fields) {
        let word = fields.choice("cut", among: ["both", "in", "out"]) ?? "both"
        directions = Self.words[word] ?? []
        peers = fields.selector("from")
    }

    var title: String {
        let what =
            directions.count == 2
            ? "" : directions == [.ingress] ? " for what comes in" : " for what goes out"
        return "cut off\(peers.map { " from \($0.text)" } ?? "")\(what), silently"
    }

    func question(on host: Host) -> Script? { PacketProgram.question }

    func breaking(_ host: Host, from peers: [Host]) -> [FaultAction] {
        let others = PacketProgram.addresses(of: peers, besides: host)
        if self.peers != nil, others.isEmpty { return [] }
        return [.run(PacketProgram(peers: others).breaking(host.address, directions))]
    }

    func healing(_ host: Host) -> [FaultAction] { [.run(PacketProgram.healing(host.address))] }
}
