/// What became of a step: the worst outcome of its hosts, and the result on each.
struct StepEnding: Sendable {
    var outcome: Outcome
    /// By the hosts' names.
    var results: [String: HostResult]

    /// The end of a step with these results.
    init(_ results: [String: HostResult]) {
        self.results = results
        outcome = results.values.map(\.outcome).max() ?? .held
    }

    /// Whose doing it is that the step does not hold.
    var verdict: Verdict? { results.values.compactMap(\.verdict).max() }

    /// Whether steps that need this one cannot be tried. A host that is unreachable stops nobody else: later steps go on
    /// where hosts answer, and say of it what it is. Where no host answered at all, it is an obstacle as any other.
    var isObstacle: Bool {
        let outcomes = results.values.map(\.outcome)
        return outcomes.contains { !$0.isGood && $0 != .unreachable } || !outcomes.contains(where: \.isGood)
    }
}
