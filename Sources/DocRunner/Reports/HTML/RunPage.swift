import DocRunner
import Steps

/// What the page of a run shows: the report as plain values that its template can name.
struct RunPage {
    let title: String
    let facts: String
    let verdict: String
    let isGood: Bool
    let points: String?
    let verdicts: String?
    let proportions: String
    let legend: [Share]
    let failures: [StepView]
    let hosts: [String]
    let sections: [Section]
    let drills: [Drill]
    let trust: TrustView?
    let notices: [String]
    let steps: [StepView]

    struct Share {
        let look: String
        let mark: String
        let text: String
    }

    struct Section {
        let title: String
        let span: Int
        let rows: [Row]
    }

    struct Row {
        let id: String
        let title: String
        let look: String
        let cells: [Cell]
        let time: String
    }

    struct Cell {
        let look: String
        let mark: String
        let word: String
    }

    struct Drill {
        let id: String
        let drawing: String
        let moments: [Moment]
    }

    struct Moment {
        let offset: String
        let phase: String
        let host: String
        let detail: String
    }

    init(_ report: Report) {
        let header = report.header
        title = header?.title ?? "No run"
        facts = Self.facts(report)
        verdict = Self.verdict(report)
        isGood =
            report.failures.isEmpty && report.summary?.wasInterrupted == false
            && report.summary?.mutations?.isEnough != false
        points = Totals.points(report)
        verdicts = Totals.verdicts(report)
        legend = Self.legend(report)
        proportions = ProportionsDrawing.svg(report)
        failures = report.failures.filter { $0.outcome != .skipped }.map {
            StepView($0, onlyFailures: true)
        }
        hosts = report.hosts
        sections = Self.sections(report)
        drills = report.steps.filter { !$0.moments.isEmpty }.map { Self.drill($0) }
        trust = TrustView(report)
        notices = report.noticeTexts
        steps = report.steps.filter { $0.started != nil }.map { StepView($0) }
    }

    private static func facts(_ report: Report) -> String {
        guard let header = report.header else { return "" }
        let began = UTC.text(report.started).replacing("T", with: " ") + " UTC"
        let facts = ["\(header.mode) \(header.chapter)", "lab \(header.lab)", began]
        return (facts + (report.summary.map { [Span.words($0.seconds)] } ?? [])).joined(separator: " · ")
    }

    private static func verdict(_ report: Report) -> String {
        let failed = report.failures.count { $0.outcome != .skipped }
        if failed > 0 { return failed == 1 ? "One step does not hold" : "\(failed) steps do not hold" }
        guard let summary = report.summary else { return "The run did not come to its end" }
        if summary.wasInterrupted { return "The run was stopped before its end" }
        if summary.mutations?.isEnough == false { return "Not every check can be trusted" }
        let toDo = report.count(.wouldChange)
        if toDo > 0 { return "\(Totals.plural(toDo, "step")) to do" }
        let passedOver = report.count(.passedOver)
        if passedOver > 0 {
            return "\(report.steps.count - passedOver) steps hold, \(passedOver) passed over"
        }
        return report.steps.count == 1 ? "The step holds" : "All \(report.steps.count) steps hold"
    }

    private static func legend(_ report: Report) -> [Share] {
        let shares = Outcome.allCases.map { outcome in
            (outcome, report.count(outcome))
        }
        let missing = report.steps.count { $0.outcome == nil }
        return shares.filter { $0.1 > 0 }.map {
            Share(look: $0.0.rawValue, mark: $0.0.mark, text: "\($0.1) \($0.0.word)")
        }
            + (missing > 0 ? [Share(look: "none", mark: "·", text: "\(missing) not reached")] : [])
    }

    private static func sections(_ report: Report) -> [Section] {
        report.sections.map { steps in
            Section(
                title: steps.first?.section ?? "",
                span: report.hosts.count + 2,
                rows: steps.map { row($0, in: report) })
        }
    }

    private static func row(_ step: StepReport, in report: Report) -> Row {
        let cells = report.hosts.map { name -> Cell in
            guard let host = step.host(named: name) else {
                return Cell(look: "absent", mark: "", word: "")
            }
            let outcome = host.result?.outcome
            return Cell(
                look: outcome?.rawValue ?? "none", mark: outcome?.mark ?? "·",
                word: outcome?.word ?? "not reached")
        }
        return Row(
            id: step.id, title: step.entry.title, look: step.outcome?.rawValue ?? "none", cells: cells,
            time: step.wasCarriedOut ? Span.words(step.seconds) : "")
    }

    private static func drill(_ step: StepReport) -> Drill {
        let fault = step.faultTime
        return Drill(
            id: step.id, drawing: TimelineDrawing.svg(step),
            moments: step.timeline.map {
                let sign = $0.time < fault ? "−" : "+"
                return Moment(
                    offset: sign + Span.words(abs($0.time - fault)), phase: $0.phase.rawValue, host: $0.host,
                    detail: $0.detail)
            })
    }
}
