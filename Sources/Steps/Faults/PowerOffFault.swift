/// `power-off`: the machine loses its power.
struct PowerOffFault: Fault {
    static let documentation = FaultDocumentation(
        "power-off",
        breaks:
            "the machine loses its power and cannot tell its peers: its network link goes down first. On "
            + "machines of your own, labctl uses the lab file's `power`: commands, or sysrq",
        heals: "the machine is switched on, and labctl waits until it answers ssh",
        example: "break: power-off")

    init(from fields: inout Fields) {}

    var title: String { "power cut" }

    func breaking(_ host: Host, from peers: [Host]) -> [FaultAction] { [.power(on: false)] }

    func healing(_ host: Host) -> [FaultAction] { [.power(on: true)] }
}
