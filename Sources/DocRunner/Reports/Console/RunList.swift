public import DocRunner

/// The recorded runs of a lab as a table: number, when, what, how it ended, how long it took.
public enum RunList {
    /// The rows, in the order of the runs.
    public static func text(_ runs: [RecordedRun]) -> String {
        guard !runs.isEmpty else { return "No run is recorded in this lab.\n" }
        return runs.map { row($0) + "\n" }.joined()
    }

    private static func row(_ run: RecordedRun) -> String {
        let began = UTC.text(run.started).replacing("T", with: " ")
        let end = run.finished.map { time in
            Columns.pad(ending(run), to: 16) + Columns.padLeft(Span.words(time - run.started), to: 11)
        }
        return [
            Columns.padLeft(String(run.id), to: 5), "  \(began)  ", Columns.pad(run.header.mode, to: 9),
            Columns.pad(run.header.chapter, to: 24), " ", end ?? "unfinished",
        ].joined()
    }

    private static func ending(_ run: RecordedRun) -> String {
        switch run.exitCode {
        case 0?: run.header.mode == "plan" ? "planned" : "all hold"
        case 2?: "unreachable"
        default: "does not hold"
        }
    }
}
