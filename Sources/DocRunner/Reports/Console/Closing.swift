import DocRunner

/// What ends a run on a terminal, live or recorded.
enum Closing {
    /// Its failures, notices and totals.
    static func rows(_ report: Report, on surface: Surface) -> [String] {
        var rows: [String] = []
        for step in report.failures where step.outcome != .skipped {
            rows += [""] + StepDetails(surface: surface).failure(step)
        }
        let hinted = report.steps.filter { !$0.hints.isEmpty }
        if !report.notices.isEmpty || !hinted.isEmpty { rows.append("") }
        for step in hinted {
            rows += Columns.wrap(
                "hints shown for \(step.id): \(step.hints.joined(separator: ", "))", in: surface.columns)
        }
        let otherwise = report.steps.filter { $0.outcome == .heldAnotherWay }.map(\.id)
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
