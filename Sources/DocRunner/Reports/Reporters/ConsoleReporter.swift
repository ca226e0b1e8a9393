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
            + Closing.rows(report, on: surface)
    }
}
