/// `loss`: some of the packets are lost, by chance, in both directions.
struct LossFault: Fault {
    let perMille: Int
    let peers: Selector?

    static let documentation = FaultDocumentation(
        "loss", "percentage",
        breaks:
            "this share of the host's IPv4 packets is lost at random, in each direction; labctl's own "
            + "connection loses none",
        heals: "packets are no longer dropped",
        options: [
            .init("from", "hosts", "only packets from and to these hosts; all by default")
        ],
        example: "break: {loss: 10%}")

    init(from fields: inout Fields) {
        let text = fields.requiredText("loss")
        let percent = text.hasSuffix("%") ? Double(text.dropLast()) : nil
        if let percent, percent >= 0.1, percent <= 100 {
            perMille = Int((percent * 10).rounded())
        } else {
            perMille = 100
            if !text.isEmpty { fields.reportValue("loss", text, "a percentage from 0.1% to 100%") }
        }
        peers = fields.selector("from")
    }

    var title: String {
        let percent = perMille % 10 == 0 ? "\(perMille / 10)" : "\(perMille / 10).\(perMille % 10)"
        return "\(percent)% of the packets lost\(peers.map { " from and to \($0.text)" } ?? "")"
    }

    func question(on host: Host) -> Script? { PacketProgram.question }

    func breaking(_ host: Host, from peers: [Host]) -> [FaultAction] {
        let others = PacketProgram.addresses(of: peers, besides: host)
        if self.peers != nil, others.isEmpty { return [] }
        let program = PacketProgram(peers: others, perMille: perMille)
        return [.run(program.breaking(host.address, PacketProgram.Direction.allCases))]
    }

    func healing(_ host: Host) -> [FaultAction] { [.run(PacketProgram.healing(host.address))] }
}
