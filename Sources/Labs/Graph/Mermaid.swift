import Steps

/// Draws a lab as a Mermaid flowchart, which code forges and many editors show as a picture.
public enum Mermaid {
    /// The flowchart's text.
    public static func text(of lab: Lab) -> String {
        let topology = Topology(lab)
        var lines = [
            "flowchart TB", "    computer([labctl])", "    net{{\(lab.name) \(lab.subnet)}}",
            "    computer --- net",
        ]
        for group in topology.groups {
            lines.append("    subgraph \(group.role)")
            lines += group.hosts.map {
                "        \($0.name)[\"\($0.name)<br/>\($0.address)\(tags($0, in: group))\"]"
            }
            lines.append("    end")
            lines += group.hosts.map { "    net --- \($0.name)" }
        }
        for virtual in lab.inventory.virtualAddresses {
            lines.append("    vip_\(virtual.name)([\"\(virtual.name)<br/>\(virtual.address)\"])")
            lines += topology.holders(of: virtual).map { "    vip_\(virtual.name) -.- \($0.name)" }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func tags(_ host: Host, in group: Topology.Group) -> String {
        let others = host.roles.filter { $0 != group.role }
        return others.isEmpty ? "" : "<br/>+ \(others.joined(separator: ", "))"
    }
}
