import DocRunner
import Steps

extension JUnitReporter {
    /// A testcase for each mutation of a step: a failure where the check still held, an error where nothing was learned.
    static func mutations(of step: StepReport) -> [XML] {
        step.trust.mutations.map { mutation in
            let result = mutation.result
            let name = "\(step.id) notices on \(mutation.host): \(result.title)"
            let properties = [
                ("host", mutation.host), ("kind", step.entry.kind), ("origin", result.origin.rawValue),
                ("fate", result.fate.rawValue), ("place", result.place.description),
            ]
            return XML(
                "testcase",
                [
                    ("name", name), ("classname", "\(step.entry.kind).\(step.id).mutations"),
                    ("time", decimal(result.seconds)), ("file", result.place.file),
                    ("line", String(result.place.line)),
                ],
                [XML("properties", [], properties.map { XML("property", [("name", $0), ("value", $1)]) })]
                    + ending(of: result))
        }
    }

    /// The steps whose check was never seen to fail.
    static func neverRed(among steps: [StepReport], _ report: Report) -> [StepReport] {
        report.neverRed.filter { never in steps.contains { $0.id == never.id } }
    }

    /// A failed testcase where a step's check was never seen to fail.
    static func neverRed(_ step: StepReport) -> XML {
        let message = "the check was never seen to fail, neither before the step nor when it was broken"
        return XML(
            "testcase",
            [
                ("name", "\(step.id) can fail"), ("classname", "\(step.entry.kind).\(step.id).mutations"),
                ("time", decimal(0)), ("file", step.entry.place.file),
                ("line", String(step.entry.place.line)),
            ], [XML("failure", [("message", message), ("type", "never-red")])])
    }

    /// How many mutations of a step became a failure, an error, or were passed over.
    static func mutationTotals(_ steps: [StepReport]) -> (all: Int, failures: Int, errors: Int, skipped: Int)
    {
        let fates = steps.flatMap(\.trust.mutations).map(\.result.fate)
        return (
            fates.count, fates.count { $0 == .survived }, fates.count { $0 == .undecided },
            fates.count { $0 == .passedOver }
        )
    }

    private static func ending(of result: MutationResult) -> [XML] {
        switch result.fate {
        case .killed: []
        case .survived:
            [
                XML(
                    "failure",
                    [("message", "the check still held: \(result.title)"), ("type", "survived")],
                    text: result.reason.isEmpty ? result.asked : "explained: \(result.reason)")
            ]
        case .undecided:
            [XML("error", [("message", "nothing was learned"), ("type", "undecided")], text: result.detail)]
        case .passedOver: [XML("skipped", [("message", result.detail)])]
        }
    }
}
