public import Steps

/// Binds the steps of a chapter to the hosts of a lab: chapter and lab in, plan out; no host is asked.
public struct Planner: Sendable {
    /// The chapter's path.
    public var chapter: String
    /// The chapter's title.
    public var title: String
    /// The chapter's own variables.
    public var variables: [String: Value]
    /// The lab's hosts and variables.
    public var inventory: Inventory
    /// What earlier runs captured.
    public var captures: [String: Value]

    /// A planner for a chapter in a lab.
    public init(
        chapter: String, title: String, variables: [String: Value], inventory: Inventory,
        captures: [String: Value] = [:]
    ) {
        self.chapter = chapter
        self.title = title
        self.variables = variables
        self.inventory = inventory
        self.captures = captures
    }

    /// The plan for steps, each with the headings above it, in the chapter's order.
    ///
    /// Throws `Diagnostics` for content that some host's values make invalid, or hosts that are not there.
    public func plan(_ steps: [(step: Step, section: [String])]) throws(Diagnostics) -> Plan {
        var plan = Plan(
            chapter: chapter, title: title, inventory: inventory, variables: variables, entries: [])
        var problems: [Diagnostic] = []
        let captured = Set(steps.compactMap(\.step.envelope.capture))
        for (step, section) in steps {
            do throws(Diagnostics) {
                plan.entries.append(
                    try entry(for: step, in: section, after: plan.entries, captured: captured))
            } catch { problems += error.list }
        }
        guard problems.isEmpty else {
            let secrets = plan.secrets + captures.values.flatMap(\.secrets)
            throw Diagnostics(Array(Set(problems))).redacted(by: Redactor(secrets))
        }
        return plan
    }

    private func entry(
        for step: Step, in section: [String], after earlier: [Plan.Entry], captured: Set<String>
    ) throws(Diagnostics) -> Plan.Entry {
        let hosts = try hosts(of: step, captured: captured)
        let depends = captured.contains { name in step.block.mentions(name) }
        if depends { try expectKnownHosts(of: step, on: hosts, captured: captured) }
        var contents: [String: any StepKind] = [:]
        for host in hosts {
            contents[host.name] = try content(of: step, on: host, captured: captured)
        }
        return Plan.Entry(
            step: step, section: section, hosts: hosts, waitsFor: waits(of: step, after: earlier),
            contents: contents, dependsOnCaptures: depends)
    }

    /// The content with what earlier runs captured. If one of those values makes the content invalid, it is
    /// decoded with stand-ins. The step that captures the value runs again, and the run reports the error if
    /// the new value is invalid, too.
    private func content(of step: Step, on host: Host, captured: Set<String>) throws(Diagnostics)
        -> any StepKind
    {
        let known = captured.reduce(into: [:]) { $0[$1] = captures[$1] ?? .text("0") }
        do throws(Diagnostics) {
            return try step.content(in: scope(on: host, captures: known))
        } catch {
            return try step.content(in: scope(on: host, captures: known.mapValues { _ in .text("0") }))
        }
    }

    /// Throws `Diagnostics` where a captured value names hosts: nobody would know beforehand where something is carried out.
    private func expectKnownHosts(of step: Step, on hosts: [Host], captured: Set<String>) throws(Diagnostics)
    {
        let standIns = ["0", "1"].map { word in captured.reduce(into: [:]) { $0[$1] = Value.text(word) } }
        for host in hosts {
            let selectors = standIns.map { values in
                (try? step.content(in: scope(on: host, captures: values)))?.selectors ?? []
            }
            if let (one, _) = zip(selectors[0], selectors[1]).first(where: { $0.text != $1.text }) {
                throw Diagnostics([
                    .error(
                        "captured-host", at: one.place, "a captured value cannot name hosts",
                        ["Name a host or a role, or choose among hosts by what holds there: `target`."])
                ])
            }
        }
    }

    private func hosts(of step: Step, captured: Set<String>) throws(Diagnostics) -> [Host] {
        do throws(Diagnostic) {
            if let on = step.envelope.on { return try on.hosts(in: inventory) }
        } catch { throw Diagnostics([error]) }
        let known = captured.reduce(into: [:]) { $0[$1] = captures[$1] ?? .text("0") }
        let content = try step.content(in: scope(on: inventory.hosts.first ?? .local, captures: known))
        do throws(Diagnostic) {
            if let selector = content.hosts { return try selector.hosts(in: inventory) }
        } catch { throw Diagnostics([error]) }
        throw Diagnostics([
            .error(
                "missing-hosts", at: step.block.place, "step `\(step.id)` does not say its hosts",
                ["Write `on=` with a host or a role."])
        ])
    }

    /// Every earlier step, or only those that `needs=` names.
    private func waits(of step: Step, after earlier: [Plan.Entry]) -> [Int] {
        guard let needs = step.envelope.needs else { return Array(earlier.indices) }
        return earlier.indices.filter { needs.contains(earlier[$0].step.id) }
    }

    private func scope(on host: Host, captures: [String: Value]) -> Scope {
        Scope(inventory: inventory, host: host, chapter: variables, captures: captures)
    }
}

extension StepBlock {
    /// Whether a tag of the body or an attribute may mean that name.
    func mentions(_ name: String) -> Bool {
        func holds(_ text: String) -> Bool { text.contains("{{") && text.contains(name) }
        return holds(body)
            || attributes.entries.contains { entry in
                if case .text(let text) = entry.content { holds(text) } else { false }
            }
    }
}

extension StepKind {
    /// Every selector in its body.
    fileprivate var selectors: [Selector] { [hosts].compactMap { $0 } + (drill?.selectors ?? []) }
}
