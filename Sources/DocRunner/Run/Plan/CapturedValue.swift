import Steps

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
