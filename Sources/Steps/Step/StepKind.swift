/// A kind of step: its fields, how they are decoded, how it asks, what it does, how it is documented.
///
/// One file a kind, one line in `Catalog.kinds`. A kind is a pure value: by the time it is decoded every
/// `{{name}}` is filled in for one host.
public protocol StepKind: Sendable {
    /// What it is called and what an author may write; the reference page is made from it.
    static var documentation: KindDocumentation { get }

    /// Reads the fields; problems are recorded in the decoder.
    init(from decoder: inout StepDecoder)

    /// The question whether it already holds on a host; nil where that cannot be known.
    func probe(on host: Host) -> Probe?

    /// What to do on a host where the probe found `finding` (nil: there was no probe).
    func commands(on host: Host, after finding: Finding?) -> [Command]

    /// The findings of all hosts seen together; for checks such as "exactly one of".
    func judge(_ findings: [HostFinding]) -> [HostFinding]

    /// Whether `judge` looks at all hosts together, so that each has to wait for the answers of all.
    static var isJudgedTogether: Bool { get }

    /// The hosts that the body itself names, as a quantified check does; nil where `on=` must say them.
    var hosts: Selector? { get }

    /// Whether it only ever asks, so that there is nothing to be done on any host: a check.
    static var onlyAsks: Bool { get }

    /// The drill that this step is; nil for all but faults.
    var drill: Drill? { get }

    /// How many good answers in a row make it hold; 1 but for checks that ask for more.
    var goodAnswers: Int { get }

    /// The pause between two such answers, and between two questions of a retry.
    var pause: Duration { get }

    /// What to look at besides on a host where it does not hold.
    func collectors(on host: Host) -> [Collector]

    /// Ways to break on a host what it states, each of which its probe must notice.
    func mutations(on host: Host) -> [Mutation]

    /// The real answer to its probe, falsified in every way that the probe must notice.
    func falseAnswers(to reply: Reply) -> [FalseAnswer]

    /// Doubts worth a warning of `lint`, such as a `run` that nothing can probe.
    var doubts: [String] { get }

    /// The files on a host that it writes: what a handout lists and an index of files names.
    var paths: [String] { get }

    /// What a person would type instead, where the block's text does not say it; nil where no few commands would do.
    var commandsByHand: String? { get }

    /// Words that an author should see in the plan: "write /etc/default/etcd".
    var title: String { get }
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

extension StepKind {
    /// Most kinds ask each host for itself.
    public func judge(_ findings: [HostFinding]) -> [HostFinding] { findings }
    /// Most kinds ask each host for itself.
    public static var isJudgedTogether: Bool { false }

    /// Whether the kind judges all hosts together.
    public var isJudgedTogether: Bool { Self.isJudgedTogether }
    /// Most kinds leave it to `on=`.
    public var hosts: Selector? { nil }
    /// Most kinds can act.
    public static var onlyAsks: Bool { false }

    /// Whether the kind only asks.
    public var onlyAsks: Bool { Self.onlyAsks }
    /// Most kinds are no drill.
    public var drill: Drill? { nil }
    /// One good answer is enough for most.
    public var goodAnswers: Int { 1 }
    /// A fifth of a second: often enough to be prompt, seldom enough to cost nothing.
    public var pause: Duration { .milliseconds(200) }
    /// What the probe found is all there is to see.
    public func collectors(on host: Host) -> [Collector] { [] }
    /// No way is known to break it.
    public func mutations(on host: Host) -> [Mutation] { [] }
    /// Most kinds read answers of scripts that are their own.
    public func falseAnswers(to reply: Reply) -> [FalseAnswer] { [] }
    /// Most kinds write no file.
    public var paths: [String] { [] }
    /// The text of most kinds says what to do.
    public var commandsByHand: String? { nil }
    /// Most kinds leave no doubt.
    public var doubts: [String] { [] }
    /// The name of the kind, as authors write it.
    public static var name: String { documentation.name }
}
