public import DocRunner

/// What a run came to: its events folded into steps, hosts and totals. Every reporter and the live console read it.
public struct Report: Sendable {
    /// What the run is about; nil until its first event.
    public private(set) var header: RunHeader?
    /// When it began, in seconds since 1970-01-01 UTC.
    public private(set) var started = 0.0
    /// Its steps in the order of the chapter.
    public private(set) var steps: [StepReport] = []
    /// Further notices for a person, in the order of their first occurrence, and how often each occurred.
    public private(set) var notices: [(text: String, count: Int)] = []
    /// How it ended; nil where it did not come to its end.
    public private(set) var summary: RunSummary?

    /// The names of all hosts of the run, in order of first mention.
    public private(set) var hosts: [String] = []

    private var places: [String: Int] = [:]
    private var noticePlaces: [String: Int] = [:]

    /// The report of no events.
    public init() {}

    /// The report of a run's events.
    public init(_ events: some Sequence<Event>) {
        for event in events { add(event) }
    }

    /// The step of that id.
    public subscript(id: String) -> StepReport? { places[id].map { steps[$0] } }

    /// The steps in order, in runs of those that stand under the same headings.
    var sections: [[StepReport]] {
        steps.reduce(into: []) { groups, step in
            if groups.last?.first?.section == step.section {
                groups[groups.count - 1].append(step)
            } else {
                groups.append([step])
            }
        }
    }

    /// The notices in words, with how often each was said where that is more than once.
    var noticeTexts: [String] { notices.map { $0.count > 1 ? "\($0.text) (\($0.count) times)" : $0.text } }

    /// The steps that are not as the chapter says, in its order.
    public var failures: [StepReport] { steps.filter { !($0.outcome?.isGood ?? true) } }

    /// How many steps ended so.
    public func count(_ outcome: Outcome) -> Int { steps.count { $0.outcome == outcome } }

    /// How many steps do not hold for that reason.
    public func count(_ verdict: Verdict) -> Int { failures.count { $0.verdict == verdict } }

    /// What the steps are worth.
    public var points: Points { Points(of: steps) }

    /// `plan`, `check`, `run` or `selftest`; empty until the first event.
    public var mode: String { header?.mode ?? "" }

    /// How long the run took, in seconds; 0 where it did not come to its end.
    public var seconds: Double { summary?.seconds ?? 0 }

    /// The exit code of the command: that of the summary, or what the steps came to where that is worse, for somebody else
    /// may have written either; 1 where the run did not come to its end.
    public var exitCode: Int32 {
        guard var summary else { return 1 }
        for outcome in Outcome.allCases {
            let seen = steps.count { $0.worstOutcome == outcome }
            summary.counts[outcome.rawValue] = max(summary.counts[outcome.rawValue] ?? 0, seen)
        }
        return summary.exitCode
    }

    /// Takes the next event.
    public mutating func add(_ event: Event) {
        switch event.what {
        case .runStarted(let header):
            self = Report(header: header, started: event.time)
        case .stepStarted(let id, let hosts):
            change(id) { $0.begin(at: event.time, on: hosts) }
        case .probed(let id, let host, let differences):
            change(id) { $0.change(host) { $0.differences = differences } }
        case .output(let id, let host, let stream, let text):
            change(id) { $0.change(host) { $0.output.add(text, from: stream) } }
        case .hostFinished(let id, let host, let result):
            let result = current(result)
            change(id) { $0.change(host) { $0.result = result } }
        case .stepFinished(let id, let outcome, let seconds):
            let outcome = current(outcome)
            change(id) { $0.end(outcome, seconds: seconds) }
        case .drill(let id, let phase, let host, let detail):
            change(id) { $0.add(DrillMoment(time: event.time, phase: phase, host: host, detail: detail)) }
        case .hint(let id, let rung):
            change(id) { $0.hints.append(rung) }
        case .askedBefore(let id, let held):
            change(id) { $0.trust.heldBefore = held }
        case .mutationStarted(let id, let host, let title):
            change(id) { $0.trust.current = (host, title, event.time) }
        case .mutationFinished(let id, let host, let result):
            change(id) {
                $0.trust.current = nil
                $0.trust.mutations.append(MutationReport(host: host, result: result))
            }
        case .tested(let id, let seconds):
            change(id) { $0.trust.seconds = seconds }
        case .notice(let text):
            add(notice: text)
        case .runFinished(let summary):
            self.summary = summary
        }
    }

    private init(header: RunHeader, started: Double) {
        self.header = header
        self.started = started
        hosts = header.hosts
        steps = header.steps.map { StepReport($0, of: header) }
        places = Dictionary(zip(steps.map(\.id), steps.indices)) { first, _ in first }
    }

    private mutating func add(notice text: String) {
        if let known = noticePlaces[text] {
            notices[known].count += 1
        } else {
            noticePlaces[text] = notices.count
            notices.append((text, 1))
        }
    }

    private mutating func change(_ id: String, _ body: (inout StepReport) -> Void) {
        if let place = places[id] { body(&steps[place]) }
    }
}

extension RunHeader {
    /// The names of all hosts of the run, in order of first mention.
    var hosts: [String] {
        var seen: Set<String> = []
        return steps.flatMap(\.hosts).filter { seen.insert($0).inserted }
    }
}

extension Points {
    /// The points of steps.
    init(of steps: [StepReport]) {
        self.init()
        for step in steps {
            add(step.entry.points, outcome: step.outcome, verdict: step.verdict)
        }
    }
}
