import Steps

/// Turns the blocks of a chapter into steps, one after another, and collects their problems.
struct StepReader {
    var steps: [Step] = []
    private(set) var problems: [Diagnostic] = []

    private let chapter: Chapter
    let inventory: Inventory?
    private var ids: [String: SourcePlace] = [:]
    /// The index in `steps` of the first step with each id; used after all steps are read.
    private(set) lazy var indices = Dictionary(steps.indices.map { (steps[$0].id, $0) }) { first, _ in first }
    private var counts: [String: Int] = [:]
    private var captures: [String: Value] = [:]
    private var scopes: [String: Scope] = [:]
    private var labScope: Scope?
    private var selections: [String: [Host]] = [:]
    private var filesRead = FilesRead()

    init(chapter: Chapter, inventory: Inventory?) {
        self.chapter = chapter
        self.inventory = inventory
        let named = chapter.passages.lazy.compactMap { passage in
            passage.step.id.map { ($0, passage.step.place) }
        }
        ids = Dictionary(named) { first, _ in first }
        steps.reserveCapacity(chapter.passages.count)
    }

    /// Reads one block.
    mutating func read(_ block: StepBlock) {
        guard let kind = Catalog.kind(named: block.kind) else {
            problems.append(
                .error(
                    "unknown-kind", at: block.kindPlace, "there is no kind of step `\(block.kind)`",
                    Spelling.advice(for: block.kind, among: Catalog.names + Companions.names)))
            return
        }
        checkID(of: block)
        let step = add(block, kind)
        if let inventory {
            check(step, in: inventory)
        } else {
            checkUnfilled(step)
        }
        if let name = step.envelope.capture {
            capture(name)
            switch kind.nature {
            case .check: problems.append(Self.idleCapture(of: step))
            case .action, .drill: checkSource(step)
            }
        }
    }

    /// Adds the step that a block is.
    @discardableResult
    mutating func add(_ block: StepBlock, _ kind: any StepKind.Type) -> Step {
        let step = Step(id: block.id ?? nextID(for: block.kind), block: block, kind: kind)
        steps.append(step)
        return step
    }

    /// Records a problem.
    mutating func report(_ problem: Diagnostic) { problems.append(problem) }

    /// What names stand for on the first host of the step there; nil where there is no lab or no host.
    mutating func firstScope(ofStepAt index: Int) -> Scope? {
        guard let inventory else { return nil }
        let hosts = steps[index].envelope.on.flatMap { selector in
            selections[selector.text] ?? (try? selector.hosts(in: inventory))
        }
        return (hosts?.first ?? inventory.hosts.first).map { scope(on: $0, in: inventory) }
    }

    /// Checks that a selector selects hosts.
    mutating func checkSelection(_ selector: Selector) {
        if let inventory { _ = hosts(selectedBy: selector, in: inventory) }
    }

    /// Checks that steps which start units list the files of the chapter that these read.
    mutating func checkFilesRead() { problems += filesRead.problems }

    /// Checks that every `needs` names an earlier step, and every `shown-by` a check of the chapter.
    mutating func checkNeeds() {
        for index in steps.indices {
            checkResults(of: steps[index])
            for need in steps[index].envelope.needs ?? [] {
                if let place = ids[need], place < steps[index].block.place { continue }
                checkNeed(need, of: index)
            }
        }
    }
}

extension StepReader {
    /// A need that no id of the author's before it answers: of a step without an id, or a problem.
    private mutating func checkNeed(_ need: String, of index: Int) {
        let earlier = Set(steps[..<index].map(\.id))
        guard !earlier.contains(need) else { return }
        let isLater = steps[index...].contains { $0.id == need }
        problems.append(Self.badNeed(need, of: steps[index], isLater: isLater, earlier: earlier))
    }

    private static func idleCapture(of step: Step) -> Diagnostic {
        let entry = step.block.attributes.entries.first { $0.name == "capture" }
        return .error(
            "no-meaning", at: entry?.place ?? step.block.place, "a check keeps nothing for later steps",
            ["Let a `run` print it; where it holds already, what its `unless` prints is kept."])
    }

    private mutating func checkID(of block: StepBlock) {
        guard let id = block.id, let first = ids[id], first != block.place else { return }
        problems.append(
            .error(
                "duplicate-id", at: block.kindPlace,
                "the id `#\(id)` is taken by the step at line \(first.line)",
                ["Give each step an id of its own."]))
    }

    /// `kind-1`, `kind-2`, …, for steps without an id; never an id that the author gave.
    private mutating func nextID(for kind: String) -> String {
        repeat { counts[kind, default: 0] += 1 } while ids["\(kind)-\(counts[kind] ?? 1)"] != nil
        return "\(kind)-\(counts[kind] ?? 1)"
    }

    private mutating func check(_ step: Step, in inventory: Inventory) {
        let hosts = hosts(selectedBy: step.envelope.on, in: inventory)
        guard let host = hosts.first ?? inventory.hosts.first else { return }
        let scope = scope(on: host, in: inventory)
        if !step.envelope.isRaw { problems += step.block.rawValues(in: scope) }
        do throws(Diagnostic) { _ = try step.envelope.condition?.isMet(in: scope) } catch {
            problems.append(error)
        }
        do throws(Diagnostics) {
            let content = try step.content(in: scope)
            checkHosts(of: step, named: content.hosts, in: inventory)
            filesRead.add(step, content, on: hosts)
            for selector in content.drill?.selectors ?? [] {
                _ = self.hosts(selectedBy: selector, in: inventory)
            }
            problems += content.doubts.map { .warning("doubt", at: step.block.place, $0) }
        } catch {
            problems += error.list
        }
    }

    /// What a host's names stand for, made once for each host.
    private mutating func scope(on host: Host, in inventory: Inventory) -> Scope {
        if let scope = scopes[host.name] { return scope }
        let lab = labScope ?? Scope(of: inventory)
        labScope = lab
        let scope = lab.seen(
            from: host, in: inventory, chapter: chapter.frontMatter.variables, captures: captures)
        scopes[host.name] = scope
        return scope
    }

    /// Stands in for an output that is not known yet: a number is valid in most places.
    private mutating func capture(_ name: String) {
        captures[name] = .text("0")
        for host in scopes.keys { scopes[host]?.values[name] = .text("0") }
    }

    /// The problems of a step that are visible without a lab. Values with `{{` in them are unknown and pass.
    private mutating func checkUnfilled(_ step: Step) {
        let hasTags = step.block.hasTags
        do throws(Diagnostics) {
            let content = try step.contentAsWritten()
            if step.envelope.on == nil, content.hosts == nil { problems.append(Self.missingHosts(step)) }
            problems += content.doubts.map { .warning("doubt", at: step.block.place, $0) }
        } catch {
            let certain = ["unknown-name", "repeated-name", "missing"]
            problems += error.list.filter { !hasTags || certain.contains($0.id) }
        }
    }

    private mutating func checkHosts(of step: Step, named: Selector?, in inventory: Inventory) {
        if let named { _ = hosts(selectedBy: named, in: inventory) }
        if step.envelope.on == nil, named == nil { problems.append(Self.missingHosts(step)) }
    }

    /// The hosts of a selector; a name that is unknown or a selection of none is a problem.
    private mutating func hosts(selectedBy selector: Selector?, in inventory: Inventory) -> [Host] {
        guard let selector else { return [] }
        if let hosts = selections[selector.text] { return hosts }
        do throws(Diagnostic) {
            let hosts = try selector.hosts(in: inventory)
            if !hosts.isEmpty { selections[selector.text] = hosts }
            if hosts.isEmpty {
                problems.append(.error("no-hosts", at: selector.place, "`\(selector.text)` selects no host"))
            }
            return hosts
        } catch {
            problems.append(error)
            return []
        }
    }

    private static func missingHosts(_ step: Step) -> Diagnostic {
        .error(
            "missing-hosts", at: step.block.kindPlace, "the step does not say which hosts it is about",
            ["Give it `on=`: a role, a host, `role[0]`, `all` or `local`."])
    }

    private static func badNeed(
        _ need: String, of step: Step, isLater: Bool, earlier: Set<String>
    ) -> Diagnostic {
        let entry = step.block.attributes.entries.first { $0.name == "needs" }
        let place = entry?.valuePlace ?? step.block.place
        guard !isLater else {
            return .error(
                "later-step", at: place, "`#\(need)` does not come before this step",
                ["A step can need only what stands above it: move one of the two."])
        }
        return unknownStep(need, at: place, among: earlier)
    }

    static func unknownStep(_ id: String, at place: SourcePlace, among ids: Set<String>) -> Diagnostic {
        .error(
            "unknown-step", at: place, "there is no step `#\(id)`",
            Spelling.nearest(to: id, among: ids.sorted()).map { ["Did you mean `#\($0)`?"] } ?? [])
    }
}
