public import DocRunner
public import Steps

/// What became of one step.
public struct StepReport: Sendable, Identifiable {
    /// The step as the run's header names it.
    public let entry: RunHeader.Entry
    /// The headings above it, without the chapter's title: `The masters › The API server`; may be empty.
    public let section: String
    /// When it began, in seconds since 1970-01-01 UTC; nil where it has not.
    public private(set) var started: Double?
    /// How it ended; nil where it has not.
    public private(set) var outcome: Outcome?
    /// How long it took.
    public private(set) var seconds = 0.0
    /// What became of it on each host, in the order of the header.
    public private(set) var hosts: [HostReport]
    /// What happened in its drill, in order.
    public private(set) var moments: [DrillMoment] = []

    /// What a selftest learned of it.
    public internal(set) var trust = TrustReport()
    /// The rungs of its hints that were shown, in order.
    public internal(set) var hints: [String] = []

    /// A step of which nothing has been heard.
    init(_ entry: RunHeader.Entry, of header: RunHeader) {
        self.entry = entry
        let headings = entry.section.drop { $0 == header.title }
        section = headings.joined(separator: " › ")
        hosts = entry.hosts.map { HostReport(name: $0) }
    }

    /// Its id.
    public var id: String { entry.id }

    /// Whose doing it is that it does not hold: the student's, as soon as it is on one host; nil where it holds.
    public var verdict: Verdict? { hosts.compactMap { $0.result?.verdict }.max() }

    /// Whether it has begun and not ended.
    public var isRunning: Bool { started != nil && outcome == nil }

    mutating func begin(at time: Double, on names: [String]) {
        started = time
        outcome = nil
        for name in names { change(name) { $0.result = nil } }
    }

    /// Whether it is over and something was done or asked, so that its time tells something.
    var wasCarriedOut: Bool { outcome.map { $0 != .skipped && $0 != .passedOver } ?? false }

    /// Changes what is known of a host; one that the header did not name is added.
    mutating func change(_ name: String, _ body: (inout HostReport) -> Void) {
        let known = hosts.firstIndex { $0.name == name }
        if known == nil { hosts.append(HostReport(name: name)) }
        body(&hosts[known ?? hosts.count - 1])
    }

    mutating func end(_ outcome: Outcome, seconds: Double) {
        self.outcome = [outcome, outcomeOfHosts].compactMap { $0 }.max()
        self.seconds = seconds
    }

    /// The worst outcome of its hosts where the step is as it should be: older records tell less of the step itself.
    private var outcomeOfHosts: Outcome? {
        hosts.compactMap { $0.result?.outcome }.max().flatMap { $0.isGood ? $0 : nil }
    }

    mutating func add(_ moment: DrillMoment) {
        moments.append(moment)
    }
}

/// What became of one step on one host.
public struct HostReport: Sendable {
    /// The host's name.
    public let name: String
    /// What the last probe found to differ; empty where it held or was not asked.
    public internal(set) var differences: [Difference] = []
    /// The end of what it printed.
    public internal(set) var output = OutputTail()
    /// How it ended there; nil where it has not.
    public internal(set) var result: HostResult?

    init(name: String) { self.name = name }

    /// Whether all that it printed stands in the evidence of a difference already.
    var isOutputEvidence: Bool {
        let lines = output.lines.map(\.text)
        return result?.differences.contains { $0.evidence.lines.suffix(lines.count) == lines[...] } ?? false
    }
}

/// One moment of a drill.
public struct DrillMoment: Sendable, Hashable {
    /// When, in seconds since 1970-01-01 UTC.
    public var time: Double
    /// What happened.
    public var phase: DrillPhase
    /// The host that it happened to.
    public var host: String
    /// For a person.
    public var detail: String
}

/// The last lines that a host printed, so many and no more.
public struct OutputTail: Sendable, Hashable {
    /// One line and where it came from.
    public struct Line: Sendable, Hashable {
        /// Which stream.
        public var stream: HostStream
        /// The line without its end.
        public var text: String
    }

    /// The lines that are kept, in order.
    public private(set) var lines: [Line] = []
    /// How many lines before them are not.
    public private(set) var omitted = 0

    /// How many lines are kept.
    static let limit = 200

    mutating func add(_ text: String, from stream: HostStream) {
        lines += text.lines.map { Line(stream: stream, text: $0) }
        let surplus = max(0, lines.count - Self.limit)
        lines.removeFirst(surplus)
        omitted += surplus
    }
}

extension String {
    /// The lines of the text without their ends; an end at the very end begins no further line.
    var lines: [String] {
        var lines = split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        return lines
    }
}

extension HostResult {
    /// The lines of the message that no difference says already.
    var advice: [String] {
        message.lines.filter { line in !differences.contains { $0.summary == line } }
    }
}
