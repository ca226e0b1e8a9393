public import Steps

/// What would be done where and in which order: the steps of a chapter bound to the hosts of a lab.
public struct Plan: Sendable {
    /// One step with its hosts and what it waits for.
    public struct Entry: Sendable {
        /// The step.
        public var step: Step
        /// The headings above it, outermost first.
        public var section: [String]
        /// The hosts that it is about.
        public var hosts: [Host]
        /// The indices of the entries that must be over before this one begins.
        public var waitsFor: [Int]
        /// The step's content by host name, decoded with what is known before the run.
        public var contents: [String: any StepKind]
        /// Whether the content depends on a value that only an earlier step brings.
        public var dependsOnCaptures: Bool

        /// The content for the first host: what titles and doubts are taken from.
        public var content: (any StepKind)? { hosts.first.flatMap { contents[$0.name] } }
    }

    /// The chapter's path.
    public var chapter: String
    /// The chapter's title.
    public var title: String
    /// The lab's hosts and variables.
    public var inventory: Inventory
    /// The chapter's own variables.
    public var variables: [String: Value]
    /// The entries in the chapter's order.
    public var entries: [Entry]
    /// Secret values of other chapters: hosts may hold them, and no output may show them.
    public var otherSecrets: [String] = []

    /// The index of the entry with that id.
    public func index(of id: String) -> Int? { entries.firstIndex { $0.step.id == id } }

    /// Whether a step is asked for and carried out at all: it has no condition, or its condition is met by what is known.
    public func includes(_ entry: Entry, knowing captures: [String: Value]) -> Bool {
        guard let condition = entry.step.envelope.condition else { return true }
        return (try? condition.isMet(in: scope(on: entry.hosts.first ?? .local, knowing: captures))) == true
    }

    /// The checks that show what a step is for.
    public func results(of entry: Entry) -> [Entry] {
        entry.step.envelope.shownBy.compactMap { index(of: $0).map { entries[$0] } }
    }

    /// The values for one host.
    public func scope(on host: Host, knowing captures: [String: Value]) -> Scope {
        Scope(inventory: inventory, host: host, chapter: variables, captures: captures)
    }

    /// What events and reports say of the plan.
    public func header(mode: String) -> RunHeader {
        let steps = entries.map { entry in
            RunHeader.Entry(
                id: entry.step.id, kind: entry.step.kind.name, section: entry.section,
                place: entry.step.block.place,
                hosts: entry.hosts.map(\.name), title: entry.content?.title ?? "",
                points: entry.step.envelope.points)
        }
        return RunHeader(mode: mode, chapter: chapter, title: title, lab: inventory.name, steps: steps)
    }
}
