import Steps

/// Draws a lab as a Mermaid flowchart, which code forges and many editors show as a picture.
public enum Mermaid {
    /// The flowchart's text.
    public static func text(of lab: Lab) -> String {
        let topology = Topology(lab)
        let head = ["flowchart TB", "    network{{\"\(lab.networkTitle)\"}}"]
        let loose = topology.loose.flatMap { [node($0), "    network -.- vip-\($0.name)"] }
        let talk = lab.traffic.map { line($0, in: lab, topology) }
        return (head + topology.groups.flatMap(lines) + loose + talk).joined(separator: "\n") + "\n"
    }

    /// An edge; a role that no group is named for is its hosts.
    private static func line(_ conversation: Conversation, in lab: Lab, _ topology: Topology) -> String {
        let virtual = lab.inventory.virtualAddresses.first { $0.name == conversation.to }
        let hosts = lab.inventory.hosts.filter { $0.roles.contains(conversation.to) }.map(\.name)
        let isGroup = topology.groups.contains { $0.role == conversation.to }
        let end =
            virtual.map { "vip-\($0.name)" } ?? (isGroup ? conversation.to : hosts.joined(separator: " & "))
        return "    \(conversation.from) -->|\"\(conversation.by)\"| \(end)"
    }

    private static func lines(of group: Topology.Group) -> [String] {
        ["    subgraph \(group.role)"]
            + group.hosts.map { node($0, in: group) }.map { "    \($0)" }
            + ["    end"]
            + group.hosts.map { "    network --- \($0.name)" }
            + group.virtualAddresses.flatMap { virtual in
                [node(virtual)] + group.hosts.map { "    vip-\(virtual.name) -.- \($0.name)" }
            }
    }

    private static func node(_ host: Host, in group: Topology.Group) -> String {
        let further = group.furtherRoles(of: host).map { "<br/>+ \($0)" }.joined()
        return "    \(host.name)[\"<b>\(host.name)</b><br/>\(host.address)\(further)\"]"
    }

    private static func node(_ virtual: Inventory.VirtualAddress) -> String {
        "    vip-\(virtual.name)([\"\(virtual.name)<br/>\(virtual.address)\"])"
    }
}
