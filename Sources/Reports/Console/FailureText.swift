import Runner
import Steps

/// A step that is not as the chapter says, told in full: place, hosts, what differs, evidence, what to do next.
struct FailureText {
    /// How many rows of evidence, and of output, are shown for a difference or a host.
    var evidenceRows = 16
    let surface: Surface

    /// The rows about one step, without an empty one before or after.
    func rows(_ step: StepReport) -> [String] {
        guard let outcome = step.outcome else { return [] }
        let title = "\(surface.paint(outcome.mark, outcome)) \(surface.paint(step.id, .bold))"
        let head =
            [title] + indented(step.entry.title, by: 2)
            + [surface.paint("  \(step.entry.place)", .dim)]
        return head
            + alike(step.hosts).flatMap { names, result, rows in
                let end =
                    "\(surface.paint(result.outcome.word, result.outcome)) after \(Span.words(result.seconds))"
                return ["  \(surface.paint(names.joined(separator: ", "), .bold)): \(end)"] + rows
            }
    }

    /// The hosts that are not as they should be; those of which the same is to be said, together.
    private func alike(_ hosts: [HostReport]) -> [(names: [String], result: HostResult, rows: [String])] {
        hosts.reduce(into: []) { groups, host in
            guard let result = host.result, !result.outcome.isGood else { return }
            let rows =
                result.differences.flatMap(rows) + output(host.output)
                + result.message.lines.flatMap { indented($0, by: 4) }
            let same = groups.firstIndex { $0.rows == rows && $0.result.outcome == result.outcome }
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
        let hidden = omitted + max(0, lines.count - evidenceRows)
        let notice = hidden > 0 ? [bar + surface.paint("… \(hidden) lines before …", .dim)] : []
        return notice
            + lines.suffix(evidenceRows).flatMap { line in
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
