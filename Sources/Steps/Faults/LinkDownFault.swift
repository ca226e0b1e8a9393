/// `link-down`: the machine's cable is taken out.
struct LinkDownFault: Fault {
    static let documentation = FaultDocumentation(
        "link-down",
        breaks: "the machine's network cable is unplugged; the machine still runs, but no host can reach "
            + "it, nor can labctl. In the embedded lab only",
        heals: "the cable is plugged in again", example: "break: link-down")

    init(from fields: inout Fields) {}

    var title: String { "network cable taken out" }

    func breaking(_ host: Host, from peers: [Host]) -> [FaultAction] { [.link(up: false)] }

    func healing(_ host: Host) -> [FaultAction] { [.link(up: true)] }
}
