public import Runner
import Steps

/// JUnit XML as CI systems read it (the schema of Apache Ant's and Jenkins' JUnit formatters): a testsuite for each
/// section, a testcase for each step on each host.
public enum JUnitReporter: Reporter {
    /// `junit`.
    public static let name = "junit"
    /// What it is for.
    public static let summary = "JUnit XML: a testcase for each step on each host, for CI systems"

    /// The document.
    public static func text(of events: [Event], on surface: Surface) -> String {
        let report = Report(events)
        let suites = report.sections.map { suite($0, report) }
        let all = XML(
            "testsuites",
            totals(report.steps, seconds: report.seconds)
                + [("name", report.header?.title ?? "")], suites)
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + all.text
    }

    private static func suite(_ steps: [StepReport], _ report: Report) -> XML {
        let name = steps.first?.section ?? ""
        let seconds = steps.reduce(0) { $0 + $1.seconds }
        let facts = [
            ("chapter", report.header?.chapter), ("lab", report.header?.lab), ("mode", report.header?.mode),
        ]
        let properties = facts.map { XML("property", [("name", $0), ("value", $1 ?? "")]) }
        return XML(
            "testsuite",
            [("name", name.isEmpty ? report.header?.title ?? "steps" : name)]
                + totals(steps, seconds: seconds) + [("timestamp", UTC.text(report.started))],
            [XML("properties", [], properties)]
                + steps.flatMap { step in step.hosts.map { testcase($0, of: step) } })
    }

    private static func totals(_ steps: [StepReport], seconds: Double) -> [(String, String)] {
        let verdicts = steps.flatMap { step in step.hosts.map { Verdict($0.result?.outcome) } }
        func count(_ verdict: Verdict) -> String { String(verdicts.count { $0 == verdict }) }
        return [
            ("tests", String(verdicts.count)), ("failures", count(.failure)), ("errors", count(.error)),
            ("skipped", count(.skipped)), ("time", decimal(seconds)),
        ]
    }

    private static func testcase(_ host: HostReport, of step: StepReport) -> XML {
        let entry = step.entry
        let properties =
            [
                ("host", host.name), ("kind", entry.kind), ("place", entry.place.description),
                ("title", entry.title), ("points", String(entry.points)),
                ("outcome", host.result?.outcome.rawValue ?? "not-reached"),
            ] + (step.hints.isEmpty ? [] : [("hints", step.hints.joined(separator: " "))])
        let output = host.output.lines.map(\.text).joined(separator: "\n")
        return XML(
            "testcase",
            [
                ("name", "\(entry.id) on \(host.name)"), ("classname", "\(entry.kind).\(entry.id)"),
                ("time", decimal(host.result?.seconds ?? 0)), ("file", entry.place.file),
                ("line", String(entry.place.line)),
            ],
            [XML("properties", [], properties.map { XML("property", [("name", $0), ("value", $1)]) })]
                + verdict(host)
                + (output.isEmpty ? [] : [XML("system-out", [], text: output)]))
    }

    private static func verdict(_ host: HostReport) -> [XML] {
        let verdict = Verdict(host.result?.outcome)
        guard verdict != .passed else { return [] }
        let result = host.result
        let message = result?.differences.first?.summary ?? result?.message.lines.first
        let text =
            ([result?.message ?? ""] + (result?.differences ?? []).flatMap { [$0.summary, $0.evidence] })
            .filter { !$0.isEmpty }.joined(separator: "\n")
        let type = result?.outcome.rawValue ?? "not-reached"
        return [
            XML(
                verdict.rawValue,
                [("message", message ?? type)] + (verdict == .skipped ? [] : [("type", type)]),
                text: verdict == .skipped ? "" : text)
        ]
    }

    /// A time as XML Schema's decimal, in seconds.
    private static func decimal(_ seconds: Double) -> String {
        let thousandths = Int((min(max(seconds.isFinite ? seconds : 0, 0), 1e9) * 1000).rounded())
        let rest = String(thousandths % 1000)
        return "\(thousandths / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
    }

    /// The element that tells a CI system how a testcase ended.
    private enum Verdict: String {
        case passed, failure, error, skipped

        init(_ outcome: Outcome?) {
            switch outcome {
            case .held?, .changed?: self = .passed
            case .failed?: self = .failure
            case .broken?, .unreachable?: self = .error
            case .passedOver?, .skipped?, nil: self = .skipped
            }
        }
    }
}
