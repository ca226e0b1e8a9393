/// Says which hosts a step is about: `on=masters`, `on=etcd[0]`, `on=artio,esus`, `on=workers,!esus`, `on=local`.
public struct Selector: Sendable, Hashable {
    /// The text as the author wrote it.
    public let text: String
    /// Where it stands.
    public let place: SourcePlace

    /// A selector of the text at a place; nothing is looked up yet.
    public init(_ text: String, at place: SourcePlace) {
        self.text = text
        self.place = place
    }

    /// The hosts selected, in the order of the lab file and each once.
    ///
    /// Throws `Diagnostic` for a name that is neither a host nor a role, or an index past a role's end.
    public func hosts(in inventory: Inventory) throws(Diagnostic) -> [Host] {
        if !text.isEmpty, !text.utf8.contains(where: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "!") }) {
            return try hosts(of: String(text.trimmingSpaces), in: inventory)
        }
        var chosen: [Host] = []
        var refused: Set<String> = []
        let terms = text.split(separator: ",").map { $0.trimmingSpaces }
        for term in terms {
            if term.hasPrefix("!") {
                refused.formUnion(try hosts(of: String(term.dropFirst()), in: inventory).map(\.name))
            } else {
                chosen += try hosts(of: String(term), in: inventory)
            }
        }
        if terms.allSatisfy({ $0.hasPrefix("!") }) { chosen = inventory.hosts }
        let names = Set(chosen.map(\.name)).subtracting(refused)
        return (inventory.hosts + [.local]).filter { names.contains($0.name) }
    }

    private func hosts(of term: String, in inventory: Inventory) throws(Diagnostic) -> [Host] {
        if let host = inventory.host(named: term) { return [host] }
        if term == "all" { return inventory.hosts }
        guard let bracket = term.firstIndex(of: "[") else { return try role(term, in: inventory) }
        let members = try role(String(term[..<bracket]), in: inventory)
        let index = Int(term[term.index(after: bracket)...].dropLast())
        guard let index, members.indices.contains(index), term.hasSuffix("]") else {
            throw .error(
                "bad-index", at: place, "`\(term)` names no host",
                ["The role has \(members.count) hosts: an index from 0 to \(members.count - 1)."])
        }
        return [members[index]]
    }

    private func role(_ name: String, in inventory: Inventory) throws(Diagnostic) -> [Host] {
        let members = inventory.hosts(playing: name)
        guard members.isEmpty else { return members }
        throw .error(
            "unknown-host", at: place, "`\(name)` is neither a host nor a role of lab `\(inventory.name)`",
            Spelling.advice(
                for: name, among: inventory.roles + inventory.hosts.map(\.name) + ["all", "local"]))
    }
}
