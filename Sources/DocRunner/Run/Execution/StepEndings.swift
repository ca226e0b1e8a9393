import Steps

/// What became of the steps of a run so far, by their index in the plan.
struct StepEndings: Sendable {
    private(set) var outcomes: [Int: Outcome] = [:]
    private var verdicts: [Int: Verdict] = [:]
    private var obstacles: Set<Int> = []

    /// A step is over.
    mutating func note(_ ending: StepEnding, of index: Int) {
        outcomes[index] = ending.outcome
        verdicts[index] = ending.verdict
        if ending.isObstacle { obstacles.insert(index) } else { obstacles.remove(index) }
    }

    /// A step was not tried.
    mutating func note(_ outcome: Outcome, of index: Int) { outcomes[index] = outcome }

    /// Steps that do not hold are to be carried out anew.
    mutating func forgetFailures() { outcomes = outcomes.filter { $0.value.isGood } }

    /// Whether a step is over.
    func isOver(_ index: Int) -> Bool { outcomes[index] != nil }

    /// Whether what needs this step cannot be tried.
    func isObstacle(_ index: Int) -> Bool {
        switch outcomes[index] {
        case nil: false
        case .unreachable?: obstacles.contains(index)
        case let outcome?: !outcome.isGood
        }
    }

    /// How many steps ended in each way, by the outcomes' names.
    var counts: [String: Int] { Dictionary(grouping: outcomes.values, by: \.rawValue).mapValues(\.count) }

    /// The points of a plan's steps.
    func points(of plan: Plan) -> Points {
        plan.entries.enumerated().reduce(into: Points()) { points, entry in
            points.add(
                entry.element.step.envelope.points, outcome: outcomes[entry.offset],
                verdict: verdicts[entry.offset])
        }
    }
}
