import Steps

// What a step hands on: its result, which checks show, and a value, which it captures.
extension StepReader {
    /// What shows a result is a step that only asks, and it asks the hosts of the step.
    mutating func checkResults(of step: Step) {
        guard !step.envelope.shownBy.isEmpty else { return }
        let place = step.valuePlace(of: "shown-by")
        let results = step.envelope.shownBy.compactMap { id -> Step? in
            let result = steps.first { $0.id == id }
            switch result?.kind.nature {
            case .check: return result
            case .action, .drill:
                report(
                    .error("no-check", at: place, "`#\(id)` is no check: only a check can show a result"))
            case nil: report(Self.unknownStep(id, at: place, among: Set(steps.map(\.id))))
            }
            return nil
        }
        let own = selectedHosts(of: step)
        let asked = Set(results.flatMap(selectedHosts).map(\.name))
        let rest = own.map(\.name).filter { !asked.contains($0) }
        guard own.count > 1, !rest.isEmpty, results.count == step.envelope.shownBy.count else { return }
        report(
            .warning(
                "not-shown", at: place,
                "no check of `shown-by` asks \(rest.joined(separator: ", ")): it shows nothing there",
                ["Name a check that is asked on each host of the step."]))
    }

    /// A value is that of one host.
    mutating func checkSource(_ step: Step) {
        let hosts = selectedHosts(of: step)
        guard let first = hosts.first, hosts.count > 1 else { return }
        report(
            .warning(
                "several-values", at: step.valuePlace(of: "capture"),
                "this step has \(hosts.count) hosts, and what is captured is the output of \(first.name) alone",
                ["Let one host bring the value: `on=\(first.name)`."]))
    }

    /// The hosts that a step's `on` or the quantifier of its body selects; none where that is not known.
    private func selectedHosts(of step: Step) -> [Host] {
        guard let inventory else { return [] }
        let selector = step.envelope.on ?? (try? step.contentAsWritten())?.hosts
        return selector.flatMap { try? $0.hosts(in: inventory) } ?? []
    }
}

extension Step {
    fileprivate func valuePlace(of attribute: String) -> SourcePlace {
        block.attributes.entries.first { $0.name == attribute }?.valuePlace ?? block.place
    }
}
