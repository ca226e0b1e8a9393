import Chapters
import Steps

/// The values that stand in a handout for `{{name}}`: those of lab and chapter, without secrets. What only a run can
/// know stays as it was written.
struct HandoutScope {
    private let inventory: Inventory
    private let chapter: [String: Value]
    private let unknown: [String: Value]
    private var known: [String: Scope] = [:]

    /// Takes out of a text what secrets stand in it all the same: an author's slip.
    let redactor: Redactor

    init(_ inventory: Inventory, _ chapter: Chapter, _ steps: [Step]) {
        self.inventory = inventory
        self.chapter = chapter.frontMatter.variables
        let captured = steps.compactMap(\.envelope.capture)
        let values = inventory.variables.merging(self.chapter) { $1 }
        let secrets = values.filter { !$0.value.secrets.isEmpty }.map(\.key)
        redactor = Redactor(values.values.flatMap(\.secrets))
        unknown = Dictionary((captured + secrets).map { ($0, .text("{{\($0)}}")) }) { first, _ in first }
    }

    /// The values on a host.
    mutating func scope(on host: Host) -> Scope {
        if let scope = known[host.name] { return scope }
        let scope = Scope(inventory: inventory, host: host, chapter: chapter.merging(unknown) { $1 })
        known[host.name] = scope
        return scope
    }

    /// The hosts that a step is about: those of `on=`, else those that its content names.
    mutating func hosts(of step: Step) -> [Host] {
        if let on = step.envelope.on { return (try? on.hosts(in: inventory)) ?? [] }
        guard let first = inventory.hosts.first, let content = try? step.content(in: scope(on: first)) else {
            return []
        }
        return content.hosts.flatMap { try? $0.hosts(in: inventory) } ?? []
    }
}
