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
    /// Its result on each host, in the order of the header.
    public private(set) var hosts: [HostReport]
    private var places: [String: Int]
    /// What happened in its drill, in order.
    public private(set) var moments: [DrillMoment] = []

    /// The results of a selftest for it.
    public internal(set) var trust = TrustReport()
    /// The rungs of its hints that were shown, in order.
    public internal(set) var hints: [String] = []

    /// A step of which nothing has been heard.
    init(_ entry: RunHeader.Entry, of header: RunHeader) {
        self.entry = entry
        let headings = entry.section.drop { $0 == header.title }
        section = headings.joined(separator: " › ")
        hosts = entry.hosts.map { HostReport(name: $0) }
        places = Dictionary(zip(entry.hosts, entry.hosts.indices)) { first, _ in first }
    }

    /// Its id.
    public var id: String { entry.id }

    /// Who has caused that it does not hold. If the student has caused it on one host, it is the student; nil
    /// if it holds.
    public var verdict: Verdict? { hosts.compactMap { $0.result?.verdict }.max() }

    /// What became of it on that host; nil where nothing is known of it.
    func host(named name: String) -> HostReport? { places[name].map { hosts[$0] } }

    /// How it ended, or how it ended on the host where it ended worst; nil where it has not.
    var worstOutcome: Outcome? { ([outcome] + hosts.map { $0.result?.outcome }).compactMap { $0 }.max() }

    /// Whether it has begun and not ended.
    public var isRunning: Bool { started != nil && outcome == nil }

    mutating func begin(at time: Double, on names: [String]) {
        started = time
        outcome = nil
        for name in names { change(name) { $0.result = nil } }
    }

    /// Whether it is over and has done or checked something, so that its time is meaningful.
    var wasCarriedOut: Bool { outcome.map { $0 != .skipped && $0 != .passedOver } ?? false }

    /// Updates the record of a host. A host that is not in the header is added.
    mutating func change(_ name: String, _ body: (inout HostReport) -> Void) {
        let place = places[name] ?? hosts.count
        if place == hosts.count {
            hosts.append(HostReport(name: name))
            places[name] = place
        }
        body(&hosts[place])
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
    /// The differences of the last probe; empty if it held or did not run.
    public internal(set) var differences: [Difference] = []
    /// The end of what it printed.
    public internal(set) var output = OutputTail()
    /// How it ended there; nil where it has not.
    public internal(set) var result: HostResult?

    init(name: String) { self.name = name }

    /// Whether its whole output is already in the evidence of a difference.
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
        let told = Set(differences.map(\.summary))
        return message.lines.filter { !told.contains($0) }
    }
}
