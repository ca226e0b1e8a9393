import Steps

/// Who talks to whom in a lab, for its picture: the hosts of a role, or clients from outside, to a role or a virtual
/// address.
public struct Conversation: Sendable, Hashable {
    /// A role, or `clients`.
    public var from: String
    /// A role, or the name of a virtual address.
    public var to: String
    /// By what, in a few words: `HTTPS 6443`.
    public var by: String

    /// What `from` says of those who are no hosts of the lab.
    static let clients = "clients"
}

extension Conversation {
    /// Reads one entry of `traffic`; who is no role and no virtual address is a problem.
    init(_ fields: inout Fields, in inventory: Inventory) {
        fields.title = "a conversation"
        let roles = inventory.roles, virtual = inventory.virtualAddresses.map(\.name)
        for name in ["from", "to", "by"] { _ = fields.requiredText(name) }
        from = fields.choice("from", among: [Self.clients] + roles) ?? ""
        to = fields.choice("to", among: roles + virtual) ?? ""
        by = fields.text("by") ?? ""
        fields.finish()
    }
}

extension Topology {
    /// The indices of the groups that a role or a virtual address stands for; none for clients.
    func groups(of end: String, in lab: Lab) -> [Int] {
        let virtual = lab.inventory.virtualAddresses.first { $0.name == end }
        let role = virtual?.role ?? end
        if let leading = groups.firstIndex(where: { $0.role == role }) { return [leading] }
        return groups.indices.filter { groups[$0].hosts.contains { $0.roles.contains(role) } }
    }
}
