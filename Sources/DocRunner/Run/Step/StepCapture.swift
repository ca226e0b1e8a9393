import Steps

// The value that a step captures for later ones: what its first host printed, or answers to the step's question.
extension StepRun {
    /// What the question answers where the step holds is the value, whatever an earlier run kept. Where it does not hold,
    /// what an earlier run kept is not the value any more. A question that prints nothing says nothing of it.
    func noteValue(in states: [HostState]) async {
        guard let name = envelope.capture, let state = states.first(where: { $0.host == entry.hosts.first })
        else { return }
        switch state.finding {
        case .holds(let seen)?:
            if !seen.isEmpty {
                await context.captures.keep(seen, as: name, from: state.host, isSecret: envelope.isSecret)
            }
        case .differs?: await context.captures.drop(name)
        case .broken?, nil: break
        }
    }

    /// Where the commands printed nothing, the question's answer afterwards is the value.
    func noteMissingValue(in states: [HostState]) async {
        guard let name = envelope.capture, await context.captures.values[name]?.text?.isEmpty != false else {
            return
        }
        if states.contains(where: { $0.finding?.isHeld == true }) { await noteValue(in: states) }
    }

    /// Keeps what the commands printed on the first host; answers what is wrong where that is no value.
    func keepValue(printed reply: Reply, on host: Host) async -> HostResult? {
        guard let name = envelope.capture, host == entry.hosts.first else { return nil }
        let text = String(reply.output.trimmingSpaces)
        if let reason = CapturedValue.refusal(of: text, isCut: reply.isCut) {
            return HostResult(
                outcome: .failed, differences: [Difference("`\(name)`: \(reason)")], message: reason)
        }
        await context.captures.keep(text, as: name, from: host, isSecret: envelope.isSecret)
        return nil
    }
}
