import DocRunner
import Reports
import Steps

/// One step as the tutor shows it: where in the chapter, on which hosts, what it states, and what is found there.
struct TutorCard {
    let surface: Surface
    let plan: Plan
    let index: Int
    /// The step as written, filled with the values of its first host.
    let block: StepBlock
    /// Whether other hosts have other values.
    let differsByHost: Bool

    private static let bodyRows = 40

    private var entry: Plan.Entry { plan.entries[index] }

    /// The step itself.
    var rows: [String] { [ruler, statement] + attributes + body }

    private var ruler: String {
        let head = "── Step \(index + 1) of \(plan.entries.count) "
        let name = " \(entry.step.id) ──"
        let line = String(
            repeating: "─",
            count: max(2, surface.columns - 1 - Columns.width(of: head) - Columns.width(of: name)))
        return surface.paint(head + line, .dim) + surface.paint(" \(entry.step.id)", .bold)
            + surface.paint(" ──", .dim)
    }

    private var statement: String {
        let hosts = entry.hosts.map(\.name).joined(separator: ", ")
        let kind = "\(entry.step.kind.name): \(entry.step.kind.documentation.states)"
        return Columns.wrap("\(kind) — on \(hosts)", in: surface.columns - 2).map { " " + $0 }
            .joined(separator: "\n")
    }

    /// What the author wrote beside the kind and the id, a row each.
    private var attributes: [String] {
        block.attributes.entries.compactMap { entry in
            guard !["on", "timeout", "retry", "needs", "points"].contains(entry.name),
                case .text(let text) = entry.content
            else { return nil }
            let row = text.isEmpty ? entry.name : "\(entry.name): \(text)"
            return surface.paint(" \(Columns.fit(row, in: surface.columns - 2))", .cyan)
        }
    }

    private var body: [String] {
        var lines = block.body.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        while lines.last?.isEmpty == true { lines.removeLast() }
        let bar = surface.paint(" │ ", .dim)
        let shown = lines.prefix(Self.bodyRows).flatMap { line in
            Columns.wrap(line, in: surface.columns - 4).map { bar + $0 }
        }
        let more = lines.count - Self.bodyRows
        return shown
            + (more > 0 ? [bar + surface.paint("… \(more) more lines, in \(plan.chapter)", .dim)] : [])
            + (differsByHost
                ? [surface.paint(" (as on \(entry.hosts[0].name); each host has values of its own)", .dim)]
                : [])
    }

    /// What was found on the hosts, those that are alike together; `inFull` shows the evidence.
    func rows(of found: [Run.Found], inFull: Bool = false) -> [String] {
        var groups: [(names: [String], result: HostResult)] = []
        for item in found {
            let same = groups.firstIndex { $0.result.isLike(item.result) }
            if let same {
                groups[same].names.append(item.host.name)
            } else {
                groups.append(([item.host.name], item.result))
            }
        }
        return groups.flatMap { rows($0.names, $0.result, inFull: inFull) }
    }

    private func rows(_ names: [String], _ result: HostResult, inFull: Bool) -> [String] {
        let mark = surface.paint(result.outcome.mark, result.outcome)
        let head = " \(mark) \(surface.paint(names.joined(separator: ", "), .bold)): "
        switch result.outcome {
        case .held, .heldAnotherWay, .changed, .wouldChange: return [head + "holds"]
        case .passedOver: return [head + result.message]
        case .broken, .unreachable, .skipped:
            return [head + result.outcome.word] + explanation.rows(result.cause)
                + indented(result.message)
        case .failed:
            let shown = inFull ? result.differences[...] : result.differences.prefix(4)
            let left = result.differences.count - shown.count
            return [head + "not yet"] + explanation.rows(result.cause)
                + shown.flatMap { indented($0.summary) + (inFull ? evidence($0.evidence) : []) }
                + (left > 0 ? indented("… and \(left) more: d shows all") : [])
                + (inFull ? explanation.rows(result.evidence, besides: result.seen) : [])
        }
    }

    /// The same rows as in the report of a run, a little more of each.
    private var explanation: EvidenceText { EvidenceText(on: surface, shownRows: 8) }

    private func indented(_ text: String) -> [String] {
        text.split(separator: "\n").flatMap {
            Columns.wrap(String($0), in: surface.columns - 6).map { "     " + $0 }
        }
    }

    private func evidence(_ text: String) -> [String] {
        guard !text.isEmpty else { return [] }
        return text.split(separator: "\n", omittingEmptySubsequences: false).prefix(60).map { line in
            let look: Surface.Look? = line.hasPrefix("+") ? .green : line.hasPrefix("-") ? .red : nil
            let row = Columns.fit(String(line), in: surface.columns - 8)
            return surface.paint("     │ ", .dim) + (look.map { surface.paint(row, $0) } ?? row)
        }
    }
}

extension HostResult {
    /// The lines that its differences show already.
    fileprivate var seen: [String] {
        differences.flatMap { $0.evidence.split(separator: "\n").map(String.init) }
    }

    /// Whether a person would be told the same.
    fileprivate func isLike(_ other: HostResult) -> Bool {
        outcome == other.outcome && differences == other.differences
            && (message == other.message || outcome == .failed)
    }
}
