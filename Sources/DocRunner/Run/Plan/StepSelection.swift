import Steps

/// Which steps of a plan are wanted: `--only`, `--from`, `--until`.
public struct StepSelection: Sendable {
    /// Only these ids; empty is all.
    public var only: [String]
    /// From this id on.
    public var from: String?
    /// Up to and with this id.
    public var until: String?

    /// A selection by ids; an empty one selects everything.
    public init(only: [String] = [], from: String? = nil, until: String? = nil) {
        self.only = only
        self.from = from
        self.until = until
    }

    /// The plan with only the selected entries. Entries outside the selection count as done. They are kept
    /// separately, because they may show results and capture values.
    ///
    /// Throws `UnknownStep` for an id that the chapter does not have.
    public func applied(to plan: Plan) throws(UnknownStep) -> Plan {
        let first = try from.map { id throws(UnknownStep) in try index(of: id, in: plan) } ?? 0
        let last =
            try until.map { id throws(UnknownStep) in try index(of: id, in: plan) } ?? plan.entries.count - 1
        var wanted: Set<Int> = []
        for id in only { wanted.insert(try index(of: id, in: plan)) }
        let kept = plan.entries.indices.filter { index in
            index >= first && index <= last && (only.isEmpty || wanted.contains(index))
        }
        let places = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1, $0) })
        var selected = plan
        selected.entries = kept.map { index in
            var entry = plan.entries[index]
            entry.waitsFor = entry.waitsFor.compactMap { places[$0] }
            return entry
        }
        selected.unselected =
            plan.unselected + plan.entries.indices.filter { places[$0] == nil }.map { plan.entries[$0] }
        return selected
    }

    /// Throws `UnknownStep` for an id that is none of these.
    public func check(among ids: [String]) throws(UnknownStep) {
        for id in only + [from, until].compactMap({ $0 }) where !ids.contains(Self.name(id)) {
            throw UnknownStep(id: Self.name(id), advice: Spelling.advice(for: Self.name(id), among: ids))
        }
    }

    private static func name(_ id: String) -> String { id.hasPrefix("#") ? String(id.dropFirst()) : id }

    private func index(of id: String, in plan: Plan) throws(UnknownStep) -> Int {
        let name = Self.name(id)
        if let index = plan.index(of: name) { return index }
        throw UnknownStep(id: name, advice: Spelling.advice(for: name, among: plan.entries.map(\.step.id)))
    }
}

/// An id that no step of the chapter has.
public struct UnknownStep: Error, Sendable, CustomStringConvertible {
    /// The id.
    public let id: String
    /// The nearest id, and all that there are.
    public let advice: [String]

    /// For a person, in a few lines.
    public var description: String {
        (["no step of this chapter has the id `\(id)`"] + advice).joined(separator: "\n    ")
    }
}
