/// `cut`: packets are dropped silently, in one direction or both.
struct CutFault: Fault {
    let directions: [PacketProgram.Direction]
    let peers: Selector?

    static let documentation = FaultDocumentation(
        "cut", "both, in or out",
        breaks:
            "the host's IPv4 packets are dropped without an answer: incoming packets, outgoing packets, "
            + "or both; labctl's own connection still works",
        heals: "packets are no longer dropped",
        options: [
            .init("from", "hosts", "the hosts that it is cut off from; all by default")
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
