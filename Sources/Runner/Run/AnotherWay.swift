import Steps

// A step that is not as written, while the checks that show its result hold: somebody did it in another way.
extension StepRun {
    /// Whether something differs that may have been done in another way, and every check of the result holds.
    func isShownByResults(_ states: [HostState]) async -> Bool {
        let results = run.plan.results(of: entry)
        guard !results.isEmpty, states.contains(where: \.mayBeAnotherWay) else { return false }
        for result in results where await !StepRun(entry: result, run: run).holds { return false }
        return true
    }

    /// The verdict on a host where the results show that the step was carried out.
    func verdictOnResult(_ state: HostState) -> HostResult {
        guard state.mayBeAnotherWay else { return verdict(on: state) }
        let names = envelope.shownBy.map { "`#\($0)`" }.joined(separator: ", ")
        let differences = state.finding?.reasons.joined(separator: "; ") ?? ""
        return HostResult(outcome: .held, message: "done in another way, as \(names) shows: \(differences)")
    }

    private var holds: Bool {
        get async {
            let states = await ask(fresh: false)
            return !states.isEmpty && states.allSatisfy { $0.trouble == nil && $0.finding?.isHeld == true }
        }
    }
}

extension StepRun.HostState {
    fileprivate var mayBeAnotherWay: Bool { trouble == nil && finding?.mayBeAnotherWay == true }
}
