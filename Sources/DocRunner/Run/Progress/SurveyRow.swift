import Steps

/// One step of a survey: what it asks each of its hosts, and what was found there.
///
/// It builds the questions once and reads the answers once, however often the states of the steps are
/// computed.
struct SurveyRow: Sendable {
    /// The step on one host.
    struct Item: Sendable {
        let host: Host
        /// Whether all values are known that the step needs.
        let hasContent: Bool
        /// How its answer is read; nil where there is nothing to ask.
        let probe: Probe?
        /// What is asked; nil where there is nothing to ask.
        let inquiry: Inquiry?
        /// What was found; nil where nothing is known.
        var finding: Finding?
    }

    let entry: Plan.Entry
    private(set) var items: [Item]

    /// A step whose questions take `timeout` at most; its content on a host is nil while a value is missing.
    init(entry: Plan.Entry, timeout: Duration, content: (Host) -> (any StepKind)?) {
        self.entry = entry
        items = entry.hosts.map { host in
            let content = content(host)
            let probe = content.flatMap { entry.step.probe(of: $0, on: host) }
            let inquiry = probe.map {
                Inquiry(
                    host: host, script: $0.script, user: entry.step.envelope.user, timeout: timeout,
                    joint: $0.joint)
            }
            return Item(host: host, hasContent: content != nil, probe: probe, inquiry: inquiry)
        }
    }

    /// Reads the answers to its questions. An answer with a shortened time limit counts as unknown.
    mutating func take(_ answers: [Inquiry: Result<Response, Unreachable>]) {
        for index in items.indices {
            guard let inquiry = items[index].inquiry, let answer = answers[inquiry] else { continue }
            items[index].finding = nil
            guard case .success(let answer) = answer, !answer.wasHurried else { continue }
            items[index].finding = items[index].probe?.finding(from: answer)
        }
    }
}
