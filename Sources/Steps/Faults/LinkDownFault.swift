/// `link-down`: the machine's cable is taken out.
struct LinkDownFault: Fault {
    static let documentation = FaultDocumentation(
        "link-down",
        breaks: "the machine's network cable is taken out; it runs on, and nobody hears it, labctl neither. "
            + "In the embedded lab only",
        heals: "the cable is put back", example: "break: link-down")

    init(from fields: inout Fields) {}

    var title: String { "network cable taken out" }

    func breaking(_ host: Host, from peers: [Host]) -> [FaultAction] { [.link(up: false)] }

    func healing(_ host: Host) -> [FaultAction] { [.link(up: true)] }
}
