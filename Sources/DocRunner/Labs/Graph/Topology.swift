import Steps

/// How a picture of a lab is laid out: every host once, in the group of the role that it was given first.
struct Topology {
    /// Hosts that stand together, and the virtual addresses that they hold by turns.
    struct Group {
        let role: String
        let hosts: [Host]
        let virtualAddresses: [Inventory.VirtualAddress]
    }

    /// The groups, in the order of the lab file.
    let groups: [Group]
    /// The virtual addresses of no group.
    let loose: [Inventory.VirtualAddress]

    init(_ lab: Lab) {
        let hosts = lab.inventory.hosts, virtual = lab.inventory.virtualAddresses
        let leading = hosts.map { $0.roles.first ?? "hosts" }
        var roles: [String] = []
        for role in leading where !roles.contains(role) { roles.append(role) }
        groups = roles.map { role in
            Group(
                role: role, hosts: zip(hosts, leading).filter { $0.1 == role }.map(\.0),
                virtualAddresses: virtual.filter { $0.role == role })
        }
        loose = virtual.filter { $0.role.map { !roles.contains($0) } ?? true }
    }
}

extension Topology.Group {
    /// The roles of a host beside the group's own.
    func furtherRoles(of host: Host) -> [String] { host.roles.filter { $0 != role } }
}
