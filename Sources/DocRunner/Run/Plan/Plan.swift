import PlainText
public import Steps

/// The steps of a chapter with the hosts of a lab on which they run, and their order.
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

        /// The content for the first host; titles and warnings use it.
        public var content: (any StepKind)? { hosts.first.flatMap { contents[$0.name] } }
        /// The drill that the step is, for the first host; nil for all other steps.
        public var drill: Drill? { content?.drill }
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
    /// The chapter's other entries, where only some were selected: they may be asked, and are never carried out.
    public var unselected: [Entry] = []
    /// Secret values of other chapters: hosts may hold them, and no output may show them.
    public var otherSecrets: [String] = []

    /// The index of the entry with that id.
    public func index(of id: String) -> Int? { entries.firstIndex { $0.step.id == id } }

    /// Whether a step is checked and carried out at all: it has no condition, or the known values meet it.
    public func includes(_ entry: Entry, knowing captures: [String: Value]) -> Bool {
        guard let condition = entry.step.envelope.condition else { return true }
        return (try? condition.isMet(in: scope(on: entry.hosts.first ?? .local, knowing: captures))) == true
    }

    /// The checks that show what a step is for, selected or not.
    public func results(of entry: Entry) -> [Entry] {
        entry.step.envelope.shownBy.compactMap { id in
            (entries + unselected).first { $0.step.id == id }
        }
    }

    /// The names of the step's hosts whose results the checks show: the hosts that a check asks. A check that
    /// asks from another host, as a client, shows the result only for a step with a single host.
    public func hostsShown(for entry: Entry) -> Set<String> {
        let own = Set(entry.hosts.map(\.name))
        let asked = Set(results(of: entry).flatMap(\.hosts).map(\.name))
        return own.count == 1 ? own : own.intersection(asked)
    }

    /// The unselected steps before a step that capture a value which it needs.
    func sources(of entry: Entry) -> [Entry] {
        unselected.filter { source in
            guard let name = source.step.envelope.capture, source.step.block.place < entry.step.block.place
            else { return false }
            return entry.step.block.mentions(name) || entry.step.envelope.condition?.name == name
        }
    }

    /// The names that steps of this chapter capture. It does not use values of other chapters.
    var capturedNames: Set<String> { Set((entries + unselected).compactMap(\.step.envelope.capture)) }

    /// The values for one host; of the captured ones, those that a step of this chapter captures.
    public func scope(on host: Host, knowing captures: [String: Value]) -> Scope {
        let names = capturedNames
        return Scope(
            inventory: inventory, host: host, chapter: variables,
            captures: names.isEmpty ? [:] : captures.filter { names.contains($0.key) })
    }

    /// What events and reports say of the plan: titles quote the author and values, and are a line each.
    public func header(mode: String) -> RunHeader {
        let steps = entries.map { entry in
            RunHeader.Entry(
                id: entry.step.id, kind: entry.step.kind.name, section: entry.section,
                place: entry.step.block.place,
                hosts: entry.hosts.map(\.name), title: HostText.line(entry.content?.title ?? "", limit: 4000),
                points: entry.step.envelope.points)
        }
        return RunHeader(
            mode: mode, chapter: chapter, title: HostText.line(title), lab: inventory.name, steps: steps)
    }
}

extension Plan {
    /// Every secret value of the lab and its chapters, as far as they are known: what no output may show.
    public var secrets: [String] {
        (Array(inventory.variables.values) + Array(variables.values)).flatMap(\.secrets) + otherSecrets
    }
}
