import DocRunner
import Steps

/// The full report of a step: its hosts, the differences, the evidence, what to do next.
struct StepDetails {
    let surface: Surface
    /// How many rows of one text are shown, the last ones.
    var shownRows = 16

    /// A step that is not as the chapter says, with its place and the hosts that are not as they should be.
    func failure(_ step: StepReport) -> [String] {
        guard let outcome = step.outcome else { return [] }
        let title = "\(surface.paint(outcome.mark, outcome)) \(surface.paint(step.id, .bold))"
        let place = surface.paint("  \(step.entry.place)", .dim)
        let hosts = alike(step.hosts.filter { $0.result?.outcome.isGood == false })
        return [title] + indented(step.entry.title, by: 2) + [place]
            + hosts.flatMap { names, result, rows in
                let word = surface.paint(result.outcome.word, result.outcome)
                let verdict = result.verdict.map { ": \($0.words)" } ?? ""
                return ["  \(bold(names)): \(word) after \(Span.words(result.seconds))\(verdict)"]
                    + EvidenceText(on: surface).rows(result.cause) + rows + evidence(names, result)
            }
    }

    /// What a plan would change on each host of a step, indented by two columns more than the step's row.
    func changes(_ step: StepReport) -> [String] {
        let inner = StepDetails(
            surface: Surface(columns: surface.columns - 2, isColored: surface.isColored), shownRows: shownRows
        )
        return inner.alike(step.hosts.filter { $0.result?.outcome == .wouldChange })
            .flatMap { names, _, rows in rows.isEmpty ? [] : ["  \(bold(names)):"] + rows }
            .map { "  " + $0 }
    }

    private func bold(_ names: [String]) -> String { surface.paint(names.joined(separator: ", "), .bold) }

    /// What was found on the first of some hosts.
    private func evidence(_ names: [String], _ result: HostResult) -> [String] {
        let seen = result.differences.flatMap(\.evidence.lines)
        let rows = EvidenceText(on: surface).rows(result.evidence, besides: seen)
        guard names.count > 1, !rows.isEmpty else { return rows }
        return [surface.paint("    on \(names[0]), the others in the report:", .dim)] + rows
    }

    /// The report of each host. Hosts with the same report are grouped.
    private func alike(_ hosts: [HostReport]) -> [(names: [String], result: HostResult, rows: [String])] {
        hosts.reduce(into: []) { groups, host in
            guard let result = host.result else { return }
            let rows =
                result.differences.flatMap(rows) + (host.isOutputEvidence ? [] : output(host.output))
                + result.advice.flatMap { indented($0, by: 4) }
            let same = groups.firstIndex { $0.rows == rows && $0.result.isLike(result) }
            if let same {
                groups[same].names.append(host.name)
            } else {
                groups.append(([host.name], result, rows))
            }
        }
    }

    private func rows(_ difference: Difference) -> [String] {
        let summary = indented(difference.summary, by: 4)
        return summary + folded(difference.evidence.lines.map { ($0, diffLook($0)) }, omitted: 0)
    }

    private func output(_ tail: OutputTail) -> [String] {
        guard !tail.lines.isEmpty else { return [] }
        let lines = tail.lines.map { ($0.text, $0.stream == .error ? Surface.Look.yellow : nil) }
        return [surface.paint("    it printed:", .dim)] + folded(lines, omitted: tail.omitted)
    }

    /// The last rows of a text behind a bar, and how many lines came before them.
    private func folded(_ lines: [(text: String, look: Surface.Look?)], omitted: Int) -> [String] {
        let bar = surface.paint("      │ ", .dim)
        let hidden = omitted + max(0, lines.count - shownRows)
        let notice = hidden > 0 ? [bar + surface.paint("… \(hidden) lines before …", .dim)] : []
        return notice
            + lines.suffix(shownRows).flatMap { line in
                Columns.wrap(line.text, in: surface.columns - 8, limit: 4).map { row in
                    bar + (line.look.map { surface.paint(row, $0) } ?? row)
                }
            }
    }

    private func indented(_ text: String, by columns: Int) -> [String] {
        Columns.wrap(text, in: surface.columns - columns).map { String(repeating: " ", count: columns) + $0 }
    }

    private func diffLook(_ line: String) -> Surface.Look? {
        if line.hasPrefix("+") { return .green }
        if line.hasPrefix("-") { return .red }
        return line.hasPrefix("@@") ? .cyan : nil
    }
}

extension HostResult {
    /// Whether it ended the same way for the same reason, as far as one is known; what a host is called in it aside.
    fileprivate func isLike(_ other: HostResult) -> Bool {
        outcome == other.outcome && verdict == other.verdict && cause == other.cause
    }
}
