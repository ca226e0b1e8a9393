import Steps

// A step that is not as written, while the checks that show its result hold: somebody did it in another way.
extension StepRun {
    /// What the findings mean where nothing is done; the checks of the result are asked where something differs that may
    /// have been done in another way.
    func verdicts(on states: [HostState]) async -> [String: HostResult] {
        let shown = await hostsShownByResults(states)
        return states.reduce(into: [:]) { results, state in
            let name = state.host.name
            results[name] = shown.contains(name) ? verdictOnResult(state) : verdict(on: state)
        }
    }

    /// The names of the hosts where something differs that may have been done in another way, and is shown by checks all
    /// of which hold.
    func hostsShownByResults(_ states: [HostState]) async -> Set<String> {
        let differing = Set(states.filter(\.mayBeAnotherWay).map(\.host.name))
        let candidates = differing.intersection(context.plan.hostsShown(for: entry))
        let results = context.plan.results(of: entry)
        guard !candidates.isEmpty, !results.isEmpty else { return [] }
        for result in results where await !StepRun(entry: result, context: context).holds { return [] }
        return candidates
    }

    /// The verdict on a host where the results show that the step was carried out.
    private func verdictOnResult(_ state: HostState) -> HostResult {
        let names = envelope.shownBy.map { "`#\($0)`" }.joined(separator: ", ")
        let differences = state.finding?.reasons.joined(separator: "; ") ?? ""
        return HostResult(
            outcome: .heldAnotherWay, message: "done in another way, as \(names) shows: \(differences)")
    }

    private var holds: Bool {
        get async {
            guard await context.includes(entry) else { return false }
            let states = await ask(fresh: false)
            return !states.isEmpty && states.allSatisfy { $0.trouble == nil && $0.finding?.isHeld == true }
        }
    }
}

extension StepRun.HostState {
    fileprivate var mayBeAnotherWay: Bool { trouble == nil && finding?.mayBeAnotherWay == true }
}
