public import DocRunner

/// The report for a terminal: the table of steps, drills, then every failure in full, and the totals.
public enum ConsoleReporter: Reporter {
    /// `console`.
    public static let name = "console"
    /// What it is for.
    public static let summary = "a table, then every failure in full, for people"

    /// The rows that fit the surface.
    public static func text(of events: [Event], on surface: Surface) -> String {
        rows(Report(events), on: surface).map { $0 + "\n" }.joined()
    }

    /// The rows of a report that is folded already.
    public static func rows(_ report: Report, on surface: Surface) -> [String] {
        guard let header = report.header else { return ["No run is recorded here."] }
        return Totals.title(header, on: surface)
            + StepTable(header, on: surface).rows(report.sections)
            + report.steps.flatMap { DrillText(surface: surface).rows($0) }
            + SelftestText(surface: surface).rows(report, StepTable(header, on: surface))
            + closing(report, on: surface)
    }

    /// What ends a run on a terminal, live or recorded: its failures, notices and totals.
    static func closing(_ report: Report, on surface: Surface) -> [String] {
        var rows: [String] = []
        for step in report.failures where step.outcome != .skipped {
            rows += [""] + StepDetails(surface: surface).failure(step, in: report.mode)
        }
        let hinted = report.steps.filter { !$0.hints.isEmpty }
        if !report.notices.isEmpty || !hinted.isEmpty { rows.append("") }
        for step in hinted {
            rows += Columns.wrap(
                "hints shown for \(step.id): \(step.hints.joined(separator: ", "))", in: surface.columns)
        }
        let otherwise = report.steps.filter(\.isInAnotherWay).map(\.id)
        if !otherwise.isEmpty {
            rows += [""]
            rows += Columns.wrap(
                "≈ done in another way than it is written, with the result that the text asks for: "
                    + otherwise.joined(separator: ", "), in: surface.columns)
        }
        for notice in report.noticeTexts { rows += Self.rows(ofNotice: notice, on: surface) }
        if report.mode == "selftest" { rows += SelftestText(surface: surface).closing(report) }
        return rows + [""] + Totals.rows(report, on: surface)
    }

    /// The rows of a notice. Only the first begins where a row of ours would: what it quotes forges none.
    static func rows(ofNotice text: String, on surface: Surface) -> [String] {
        text.lines.enumerated().flatMap { number, line in
            let head = number == 0 ? "note: " : "      "
            return Columns.wrap(line, in: surface.columns - head.count).enumerated().map {
                ($0 == 0 ? head : "      ") + $1
            }
        }
    }
}
