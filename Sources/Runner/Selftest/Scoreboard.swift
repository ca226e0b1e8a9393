import Steps

/// Keeps count of a selftest: what each step did before, and under its mutations.
struct Scoreboard {
    private(set) var tally: MutationTally
    private var heldBefore: Set<String> = []
    private var killedSteps: Set<String> = []
    private var mutatedSteps: Set<String> = []

    init(atLeast: Int) { tally = MutationTally(atLeast: atLeast) }

    /// A step held everywhere before anything was done.
    mutating func noteHeldBefore(_ step: String) { heldBefore.insert(step) }

    /// A mutation of a step is over.
    mutating func add(_ result: MutationResult, of step: String) {
        tally.add(result)
        if result.fate == .killed { killedSteps.insert(step) }
        if result.fate != .passedOver { mutatedSteps.insert(step) }
    }

    /// All mutations of a step are over.
    mutating func close(_ step: String) {
        if !mutatedSteps.contains(step) { tally.untested.append(step) }
        if heldBefore.contains(step) && !killedSteps.contains(step) { tally.neverRed.append(step) }
    }
}
