public import DocRunner
import Steps

/// JUnit XML as CI systems read it (the schema of Apache Ant's and Jenkins' JUnit formatters): a testsuite for each
/// section, a testcase for each step on each host.
public enum JUnitReporter: Reporter {
    /// `junit`.
    public static let name = "junit"
    /// What it is for.
    public static let summary =
        "JUnit XML: a testcase for each step on each host, and each mutation of a selftest, for CI systems"

    /// The document.
    public static func text(of events: [Event], on surface: Surface) -> String {
        let report = Report(events)
        let suites = report.sections.map { suite($0, report) }
        let all = XML(
            "testsuites",
            totals(report.steps, report, seconds: report.seconds)
                + [("name", report.header?.title ?? "")], suites)
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + all.text
    }

    private static func suite(_ steps: [StepReport], _ report: Report) -> XML {
        let name = steps.first?.section ?? ""
        let seconds = steps.reduce(0) { $0 + $1.seconds }
        let facts =
            [
                ("chapter", report.header?.chapter), ("lab", report.header?.lab),
                ("mode", report.header?.mode),
            ] + points(of: steps, in: report)
        let properties = facts.map { XML("property", [("name", $0), ("value", $1 ?? "")]) }
        return XML(
            "testsuite",
            [("name", name.isEmpty ? report.header?.title ?? "steps" : name)]
                + totals(steps, report, seconds: seconds) + [("timestamp", UTC.text(report.started))],
            [XML("properties", [], properties)]
                + steps.flatMap { step in step.hosts.map { testcase($0, of: step) } + mutations(of: step) }
                + neverRed(among: steps, report).map(neverRed))
    }

    private static func points(of steps: [StepReport], in report: Report) -> [(String, String?)] {
        let points = Points(of: steps)
        return [
            ("points-earned", String(points.earned)), ("points-possible", String(points.possible)),
            ("points-not-judged", String(points.notJudged)),
        ]
    }

    private static func totals(_ steps: [StepReport], _ report: Report, seconds: Double) -> [(String, String)]
    {
        let endings = steps.flatMap { step in step.hosts.map { Ending($0.result) } }
        var more = mutationTotals(steps)
        let neverRed = neverRed(among: steps, report).count
        (more.all, more.failures) = (more.all + neverRed, more.failures + neverRed)
        func count(_ ending: Ending, and more: Int) -> String {
            String(endings.count { $0 == ending } + more)
        }
        return [
            ("tests", String(endings.count + more.all)), ("failures", count(.failure, and: more.failures)),
            ("errors", count(.error, and: more.errors)), ("skipped", count(.skipped, and: more.skipped)),
            ("time", decimal(seconds)),
        ]
    }

    private static func testcase(_ host: HostReport, of step: StepReport) -> XML {
        let entry = step.entry
        let properties =
            [
                ("host", host.name), ("kind", entry.kind), ("place", entry.place.description),
                ("title", entry.title), ("points", String(entry.points)),
                ("outcome", host.result?.outcome.rawValue ?? "not-reached"),
            ] + (host.result?.verdict.map { [("verdict", $0.rawValue)] } ?? [])
            + (step.hints.isEmpty ? [] : [("hints", step.hints.joined(separator: " "))])
        let output = (timeline(step) + host.output.lines.map(\.text)).joined(separator: "\n")
        return XML(
            "testcase",
            [
                ("name", "\(entry.id) on \(host.name)"), ("classname", "\(entry.kind).\(entry.id)"),
                ("time", decimal(host.result?.seconds ?? 0)), ("file", entry.place.file),
                ("line", String(entry.place.line)),
            ],
            [XML("properties", [], properties.map { XML("property", [("name", $0), ("value", $1)]) })]
                + ending(host)
                + (output.isEmpty ? [] : [XML("system-out", [], text: output)]))
    }

    private static func ending(_ host: HostReport) -> [XML] {
        let ending = Ending(host.result)
        guard ending != .passed else { return [] }
        let result = host.result
        let message =
            result?.cause?.sentence ?? result?.differences.first?.summary ?? result?.message.lines.first
        let type = result?.verdict?.rawValue ?? result?.outcome.rawValue ?? "not-reached"
        return [
            XML(
                ending.rawValue,
                [("message", message ?? type)] + (ending == .skipped ? [] : [("type", type)]),
                text: ending == .skipped ? "" : result.map(text) ?? "")
        ]
    }

    /// The reason, what to do, what differs, and what was found besides.
    private static func text(of result: HostResult) -> String {
        let parts =
            [result.cause?.sentence ?? "", result.message]
            + result.differences.flatMap { [$0.summary, $0.evidence] }
            + result.evidence.map { "== \($0.title)\n\($0.text)" }
        return parts.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// What happened in a drill, a line each.
    private static func timeline(_ step: StepReport) -> [String] {
        DrillText(surface: Surface(columns: 200, isColored: false)).plainRows(step)
    }

    /// A time as XML Schema's decimal, in seconds.
    static func decimal(_ seconds: Double) -> String {
        let thousandths = Int((min(max(seconds.isFinite ? seconds : 0, 0), 1e9) * 1000).rounded())
        let rest = String(thousandths % 1000)
        return "\(thousandths / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
    }

    /// The element that tells a CI system how a testcase ended: a failure is the lab's state, an error everything that
    /// kept labctl from judging it.
    private enum Ending: String {
        case passed, failure, error, skipped

        init(_ result: HostResult?) {
            switch (result?.outcome, result?.verdict) {
            case (.held?, _), (.heldAnotherWay?, _), (.changed?, _), (.wouldChange?, _): self = .passed
            case (_, .labIsWrong?): self = .failure
            case (_, .labIsBroken?), (_, .checkIsBroken?): self = .error
            default: self = .skipped
            }
        }
    }
}
