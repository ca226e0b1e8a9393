import Steps

/// How a picture of a lab is laid out: every host once, in the group of the role that it was given first.
struct Topology {
    /// Hosts that stand together.
    struct Group {
        let role: String
        let hosts: [Host]
    }

    /// The groups, in the order of the lab file.
    let groups: [Group]

    init(_ lab: Lab) {
        let hosts = lab.inventory.hosts
        var roles: [String] = []
        for role in hosts.map({ $0.roles.first ?? "hosts" }) where !roles.contains(role) {
            roles.append(role)
        }
        groups = roles.map { role in
            Group(role: role, hosts: hosts.filter { ($0.roles.first ?? "hosts") == role })
        }
    }

    /// The hosts that may hold a virtual address.
    func holders(of virtual: Inventory.VirtualAddress) -> [Host] { [] }
}
