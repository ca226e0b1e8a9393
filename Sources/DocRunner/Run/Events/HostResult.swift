public import Steps

/// How a step ended on one host.
public struct HostResult: Sendable, Hashable {
    /// How it ended.
    public var outcome: Outcome
    /// What differed: before the step acted where it changed, in the end where it failed.
    public var differences: [Difference]
    /// For a person: what went wrong and what to do next; empty where nothing did.
    public var message: String
    /// What was found on the host besides, where the step does not hold. Bounded, untrusted text.
    public var evidence: [Evidence]
    /// Why it does not hold, where the reason is a known one.
    public var cause: Cause?
    /// How long it took on this host.
    public var seconds: Double

    /// A result on one host.
    public init(
        outcome: Outcome, differences: [Difference] = [], message: String = "", evidence: [Evidence] = [],
        cause: Cause? = nil, seconds: Double = 0
    ) {
        self.outcome = outcome
        self.differences = differences
        self.message = message
        self.evidence = evidence
        self.cause = cause
        self.seconds = seconds
    }

    /// Whose doing it is that the step does not hold; nil where it does, or was not asked.
    public var verdict: Verdict? {
        switch outcome {
        case .held, .heldAnotherWay, .changed, .wouldChange, .passedOver, .skipped: nil
        case .broken: cause?.verdict ?? .checkIsBroken
        case .failed: cause?.verdict ?? .labIsWrong
        case .unreachable: .labIsBroken
        }
    }
}

extension HostResult: Codable {
    private enum Key: String, CodingKey { case outcome, differences, message, evidence, cause, seconds }

    /// Reads a result; evidence and cause may be missing, as in records of old.
    public init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: Key.self)
        self.init(
            outcome: try object.decode(Outcome.self, forKey: .outcome),
            differences: try object.decode([Difference].self, forKey: .differences),
            message: try object.decode(String.self, forKey: .message),
            evidence: try object.decodeIfPresent([Evidence].self, forKey: .evidence) ?? [],
            cause: try object.decodeIfPresent(Cause.self, forKey: .cause),
            seconds: try object.decode(Double.self, forKey: .seconds))
        // Before 2026-12 a step that was done in another way was recorded as held, with a message that says so.
        if outcome == .held, !message.isEmpty { outcome = .heldAnotherWay }
    }

    /// Writes a result; evidence only where there is some.
    public func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Key.self)
        try object.encode(outcome, forKey: .outcome)
        try object.encode(differences, forKey: .differences)
        try object.encode(message, forKey: .message)
        if !evidence.isEmpty { try object.encode(evidence, forKey: .evidence) }
        try object.encodeIfPresent(cause, forKey: .cause)
        try object.encode(seconds, forKey: .seconds)
    }
}

/// Something that was found on a host where a step does not hold.
public struct Evidence: Sendable, Hashable, Codable {
    /// What it is, in a few words: "the last lines of etcd's journal".
    public var title: String
    /// What was found. Untrusted text: cleaned, bounded, masked.
    public var text: String
    /// Another host, where it was found there and not where the result is about.
    public var host: String?

    /// A piece of evidence.
    public init(_ title: String, _ text: String, on host: String? = nil) {
        self.title = title
        self.text = text
        self.host = host
    }
}

/// A known reason why something does not hold.
public struct Cause: Sendable, Hashable, Codable {
    /// The reason and what to do, in a sentence: "the certificate does not name 10.0.0.39".
    public var sentence: String
    /// Whose doing it is.
    public var verdict: Verdict

    /// A reason in words.
    public init(_ sentence: String, verdict: Verdict = .labIsWrong) {
        self.sentence = sentence
        self.verdict = verdict
    }
}
