import DocRunner

/// The first and the last row of a report.
enum Totals {
    /// What the run is about.
    static func title(_ header: RunHeader, on surface: Surface) -> [String] {
        let facts =
            "\(header.mode) \(header.chapter) · lab \(header.lab) · \(plural(header.steps.count, "step"))"
        return Columns.wrap(header.title, in: surface.columns).map { surface.paint($0, .bold) }
            + Columns.wrap(facts, in: surface.columns).map { surface.paint($0, .dim) }
    }

    /// How it ended.
    static func rows(_ report: Report, on surface: Surface) -> [String] {
        let counts = Outcome.allCases.map { ($0, report.count($0)) }.filter { $0.1 > 0 }
        let reached = counts.reduce(0) { $0 + $1.1 }
        var words = counts.map { ("\($0.1) \($0.0.word)", $0.0.look) }
        if report.steps.count > reached {
            words.append(("\(report.steps.count - reached) not reached", .dim))
        }
        let ending = [points(report), ending(report)].compactMap { $0 }.joined(separator: " · ")
        return list(words, after: plural(report.steps.count, "step") + ":", on: surface)
            + [verdicts(report), ending].compactMap { $0 }.flatMap { Columns.wrap($0, in: surface.columns) }
    }

    /// The words in rows that fit, separated by commas, after a bold beginning.
    private static func list(
        _ words: [(text: String, look: Surface.Look)], after title: String, on surface: Surface
    ) -> [String] {
        var rows = [surface.paint(title, .bold)], width = Columns.width(of: title)
        for (index, word) in words.enumerated() {
            let text = word.text + (index + 1 < words.count ? "," : "")
            if width + 1 + Columns.width(of: text) > surface.columns {
                rows.append("   ")
                width = 3
            }
            rows[rows.count - 1] += " " + surface.paint(text, word.look)
            width += 1 + Columns.width(of: text)
        }
        return rows
    }

    /// The points, where some step counts more or less than one or some cannot be judged.
    static func points(_ report: Report) -> String? {
        let points = report.points
        let isOfUse =
            report.steps.contains { $0.entry.points != 1 }
            || report.failures.contains { $0.verdict != .labIsWrong }
        guard isOfUse, points.possible > 0 else { return nil }
        let rest = points.notJudged > 0 ? ", \(points.notJudged) not judged" : ""
        guard report.mode == "plan" else {
            return "\(points.earned) of \(plural(points.possible, "point"))\(rest)"
        }
        let more = points.lost > 0 ? "; a run would earn \(points.lost) more" : ""
        return "\(points.earned) of \(plural(points.possible, "point")) now\(more)\(rest)"
    }

    /// The causes of steps that do not hold, if not all are the student's: `2 by the lab's state`.
    static func verdicts(_ report: Report) -> String? {
        let found = Verdict.allCases.reversed().map { ($0, report.count($0)) }.filter { $0.1 > 0 }
        guard found.contains(where: { $0.0 != .labIsWrong }) else { return nil }
        return found.map { "\($0.0.words): \(plural($0.1, "step"))" }.joined(separator: " · ")
    }

    private static func ending(_ report: Report) -> String {
        guard let summary = report.summary else {
            return "The run did not come to its end: run it again, it goes on from what holds."
        }
        let time = "\(Span.words(summary.seconds)) on \(plural(report.hosts.count, "host"))"
        return summary.wasInterrupted ? "stopped after \(time): run it again to go on" : time
    }

    static func plural(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}
