import Steps

/// Keeps count of a selftest: what each step did before, and under its mutations.
struct Scoreboard {
    private(set) var tally: MutationTally
    private var redBefore: Set<String> = []
    private var redSteps: Set<String> = []
    private var mutatedSteps: Set<String> = []

    init(atLeast: Int) { tally = MutationTally(atLeast: atLeast) }

    /// A step's check said of a host, before anything was done, that it is not as the chapter says. One that could not be
    /// asked, because its command was not there yet, said nothing.
    mutating func noteRedBefore(_ step: String) { redBefore.insert(step) }

    /// A mutation of a step is over. A false answer shows that the check listens, not that a host can make it fail.
    mutating func add(_ result: MutationResult, of step: String) {
        tally.add(result)
        if result.fate == .killed, result.origin != .answer { redSteps.insert(step) }
        if result.fate != .passedOver { mutatedSteps.insert(step) }
    }

    /// The selftest ended before its end, or could not put the lab back.
    mutating func endEarly(_ reason: String) { tally.endedEarly = tally.endedEarly ?? reason }

    /// Nothing can be asked of a step.
    mutating func noteUntested(_ step: String) { tally.untested.append(step) }

    /// All mutations of a step are over, of which something can be asked.
    mutating func close(_ step: String) {
        if !mutatedSteps.contains(step) { tally.untested.append(step) }
        if !redBefore.contains(step) && !redSteps.contains(step) { tally.neverRed.append(step) }
    }
}
