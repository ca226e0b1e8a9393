import Steps

/// Keeps count of a selftest: what each step did before, and under its mutations.
struct Scoreboard {
    private(set) var tally: MutationTally
    private var heldBefore: Set<String> = []
    private var redSteps: Set<String> = []
    private var mutatedSteps: Set<String> = []

    init(atLeast: Int) { tally = MutationTally(atLeast: atLeast) }

    /// A step held everywhere before anything was done.
    mutating func noteHeldBefore(_ step: String) { heldBefore.insert(step) }

    /// A mutation of a step is over. A false answer shows that the check listens, not that a host can make it fail.
    mutating func add(_ result: MutationResult, of step: String) {
        tally.add(result)
        if result.fate == .killed, result.origin != .answer { redSteps.insert(step) }
        if result.fate != .passedOver { mutatedSteps.insert(step) }
    }

    /// The selftest ended before its end, or could not put the lab back.
    mutating func endEarly(_ reason: String) { tally.endedEarly = tally.endedEarly ?? reason }

    /// All mutations of a step are over.
    mutating func close(_ step: String) {
        if !mutatedSteps.contains(step) { tally.untested.append(step) }
        if heldBefore.contains(step) && !redSteps.contains(step) { tally.neverRed.append(step) }
    }
}
