import ArgumentParser
import DocRunner

/// Which steps of a chapter are wanted.
struct SelectionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Only this step; may be repeated.", valueName: "id"),
        completion: StepCompletion.kind)
    var only: [String] = []

    @Option(help: ArgumentHelp("From this step on.", valueName: "id"), completion: StepCompletion.kind)
    var from: String?

    @Option(help: ArgumentHelp("Up to and with this step.", valueName: "id"), completion: StepCompletion.kind)
    var until: String?

    var selection: StepSelection { StepSelection(only: only, from: from, until: until) }

    /// Whether nothing narrows it down.
    var isEverything: Bool { isFromItsBeginning && until == nil }

    /// Whether nothing is left out before the last step that is wanted.
    var isFromItsBeginning: Bool { only.isEmpty && from == nil }
}
