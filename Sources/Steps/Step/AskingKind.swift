/// A kind of step that asks hosts whether something holds: a check, or an action before and after it acts.
public protocol AskingKind: StepKind {
    /// The question whether it already holds on a host; nil where that cannot be known.
    func probe(on host: Host) -> Probe?

    /// The findings of all hosts seen together; for checks such as "exactly one of".
    func judge(_ findings: [HostFinding]) -> [HostFinding]

    /// Whether `judge` looks at all hosts together, so that each has to wait for the answers of all.
    static var isJudgedTogether: Bool { get }

    /// How many good answers in a row make it hold; 1 but for checks that ask for more.
    var goodAnswers: Int { get }

    /// The pause between two such answers, and between two questions of a retry.
    var pause: Duration { get }

    /// What to look at besides on a host where it does not hold.
    func collectors(on host: Host) -> [Collector]

    /// Ways to break on a host what it states, each of which its probe must notice. A kind that knows none for its own
    /// example says why in its documentation (`noMutations`).
    func mutations(on host: Host) -> [Mutation]

    /// The real answer to its probe, falsified in every way that the probe must notice.
    func falseAnswers(to reply: Reply) -> [FalseAnswer]
}

extension AskingKind {
    /// Most kinds ask each host for itself.
    public func judge(_ findings: [HostFinding]) -> [HostFinding] { findings }
    /// Most kinds ask each host for itself.
    public static var isJudgedTogether: Bool { false }

    /// Whether the kind judges all hosts together.
    public var isJudgedTogether: Bool { Self.isJudgedTogether }
    /// One good answer is enough for most.
    public var goodAnswers: Int { 1 }
    /// A fifth of a second: often enough to be prompt, seldom enough to cost nothing.
    public var pause: Duration { .milliseconds(200) }
    /// Most kinds read answers of scripts that are their own.
    public func falseAnswers(to reply: Reply) -> [FalseAnswer] { [] }
}

/// What was found on one host.
public struct HostFinding: Sendable, Hashable {
    /// The host.
    public var host: Host
    /// What was found there; nil where nothing could be asked.
    public var finding: Finding?

    /// A finding on a host.
    public init(host: Host, finding: Finding?) {
        self.host = host
        self.finding = finding
    }
}
