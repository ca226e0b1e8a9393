import Steps

/// Draws a lab as a Mermaid flowchart, which code forges and many editors show as a picture.
public enum Mermaid {
    /// The flowchart's text.
    public static func text(of lab: Lab) -> String {
        let topology = Topology(lab)
        let head = ["flowchart TB", "    network{{\"\(lab.networkTitle)\"}}"]
        let loose = topology.loose.flatMap { [node($0), "    network -.- vip-\($0.name)"] }
        return (head + topology.groups.flatMap(lines) + loose).joined(separator: "\n") + "\n"
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
