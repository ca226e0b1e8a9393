/// `power-off`: the machine loses its power.
struct PowerOffFault: Fault {
    static let documentation = FaultDocumentation(
        "power-off",
        breaks:
            "the machine loses its power without a word to anybody: its link goes down first. On machines that "
            + "are not labctl's, as the lab file's `power` says: by commands, or by sysrq",
        heals: "it is switched on, and waited for until it answers ssh", example: "break: power-off")

    init(from fields: inout Fields) {}

    var title: String { "power cut" }

    func breaking(_ host: Host, from peers: [Host]) -> [FaultAction] { [.power(on: false)] }

    func healing(_ host: Host) -> [FaultAction] { [.power(on: true)] }
}
