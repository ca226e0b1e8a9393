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
            if !seen.isEmpty { await run.keep(seen, as: name, isSecret: envelope.isSecret) }
        case .differs?: await run.drop(name)
        case .broken?, nil: break
        }
    }

    /// Where the commands printed nothing, the question's answer afterwards is the value.
    func noteMissingValue(in states: [HostState]) async {
        guard let name = envelope.capture, await run.captures[name]?.text?.isEmpty != false else { return }
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
        await run.keep(text, as: name, isSecret: envelope.isSecret)
        return nil
    }
}

/// What a captured value may be.
enum CapturedValue {
    /// Bytes that a value may have: it is put into scripts and into the journal.
    static let limit = 64 << 10

    /// Why a text is no value; nil where it is one.
    static func refusal(of text: String, isCut: Bool) -> String? {
        guard isCut || text.utf8.count > limit else { return nil }
        return "what it prints is to be captured, and is longer than \(limit >> 10) KiB; print only the value"
    }
}

extension Step {
    /// The question that a content of this step asks on a host. Where its answer is a value for later steps, it must be
    /// short enough to be one.
    func probe(of content: any StepKind, on host: Host) -> Probe? {
        guard var probe = content.asking?.probe(on: host) else { return nil }
        guard envelope.capture != nil else { return probe }
        let judge = probe.judge
        probe.judge = { reply in
            let finding = judge(reply)
            guard case .holds(let seen) = finding,
                let reason = CapturedValue.refusal(of: seen, isCut: reply.isCut)
            else { return finding }
            return .broken(reason)
        }
        return probe
    }
}
