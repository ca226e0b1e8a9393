import DocRunner

// What older versions of labctl recorded in other words.
extension Report {
    /// The outcome as it is called now: before 2026-12 a plan said `changed` of what a run would change.
    func current(_ outcome: Outcome) -> Outcome {
        mode == "plan" && outcome == .changed ? .wouldChange : outcome
    }

    /// The same for what became of a step on a host.
    func current(_ result: HostResult) -> HostResult {
        var result = result
        result.outcome = current(result.outcome)
        return result
    }
}
