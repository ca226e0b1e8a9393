import Steps

// What a finding means for a step, and what a person can do about it.
extension StepRun {
    /// What a finding means after the step has acted.
    func verdictAfterActing(_ state: HostState, differences: [Difference]) -> HostResult {
        if let trouble = state.trouble { return trouble }
        switch state.finding {
        case .holds, nil: return HostResult(outcome: .changed, differences: differences)
        case .differs(let left):
            return HostResult(
                outcome: .failed, differences: left,
                message: "it was carried out, and still does not hold\n\(advice(on: state.host))")
        case .broken(let reason): return HostResult(outcome: .broken, message: reason)
        }
    }

    /// What a finding means where nothing was done.
    func verdict(on state: HostState, isPlan: Bool = false) -> HostResult {
        if let trouble = state.trouble { return trouble }
        switch state.finding {
        case .holds: return HostResult(outcome: .held)
        case nil:
            return HostResult(
                outcome: isPlan ? .wouldChange : .passedOver,
                message: isPlan ? "it acts each time" : "nothing can tell whether it was carried out")
        case .differs(let differences):
            return HostResult(
                outcome: isPlan ? .wouldChange : .failed,
                differences: differences, message: isPlan ? "" : advice(on: state.host))
        case .broken(let reason): return HostResult(outcome: .broken, message: reason)
        }
    }

    /// Who is ended at a limit may have done nothing wrong.
    var timeAdvice: String {
        "It may only need more time: give the step a longer `timeout=` (now \(Int(envelope.timeout.seconds))s); on a slow or "
            + "busy computer, everything: --patience 3"
    }

    /// What a person can do about a step that does not hold on a host.
    func advice(on host: Host) -> String {
        let hints = entry.step.hasHints ? "\nHints: labctl hint \(context.plan.chapter) \(id)" : ""
        switch entry.step.kind.nature {
        case .check: return adviceAfterCheck(on: host) + hints
        case .action, .drill: return adviceAfterActing(on: host) + hints
        }
    }

    private func adviceAfterActing(on host: Host) -> String {
        host == .local
            ? "Try it yourself: labctl run \(context.plan.chapter) --only \(id)"
            : "Look there: labctl lab ssh \(host.name)   Then: labctl run \(context.plan.chapter) --only \(id)"
    }

    /// A check changes nothing: what it finds is mended by the steps before it, or by nobody but the reader.
    private func adviceAfterCheck(on host: Host) -> String {
        let look = host == .local ? "" : "Look there: labctl lab ssh \(host.name)   "
        return context.mode == .check
            ? look + "The steps before it may mend it: labctl run \(context.plan.chapter)"
            : look
                + "A check mends nothing, so this is yours to mend. Then: labctl check \(context.plan.chapter) --only \(id)"
    }
}
