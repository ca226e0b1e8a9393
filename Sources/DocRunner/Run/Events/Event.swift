public import Steps

/// One thing that happened in a run: the only data that reporters see, and what the journal keeps.
public struct Event: Sendable, Hashable {
    /// Seconds since 1970-01-01 UTC.
    public var time: Double
    /// What happened.
    public var what: What

    /// An event at a time.
    public init(time: Double, what: What) {
        self.time = time
        self.what = what
    }

    /// What can happen.
    public enum What: Sendable, Hashable {
        /// A run begins, with all the steps that it may come to.
        case runStarted(RunHeader)
        /// A step begins on these hosts (names).
        case stepStarted(step: String, hosts: [String])
        /// A probe was judged on a host; `differences` is empty where the step holds already.
        case probed(step: String, host: String, differences: [Difference])
        /// A host printed something while a step acted. Cleaned of terminal escapes, bounded, redacted.
        case output(step: String, host: String, stream: HostStream, text: String)
        /// A step is over on a host.
        case hostFinished(step: String, host: String, result: HostResult)
        /// A step is over on all its hosts.
        case stepFinished(step: String, outcome: Outcome, seconds: Double)
        /// Something happened in a drill.
        case drill(step: String, phase: DrillPhase, host: String, detail: String)
        /// A rung of a step's hints was shown: `symptom`, `place`, `direction` or `command`.
        case hint(step: String, rung: String)
        /// A step was asked before anything was done; it held already on these hosts (names).
        case askedBefore(step: String, held: [String])
        /// A selftest breaks something; `host` may be several names, separated by commas.
        case mutationStarted(step: String, host: String, title: String)
        /// A mutation is over and undone.
        case mutationFinished(step: String, host: String, result: MutationResult)
        /// All mutations of a step are over.
        case tested(step: String, seconds: Double)
        /// Something a person should know that is no step's outcome: a reconnect, a heal after a crash.
        case notice(String)
        /// The run is over.
        case runFinished(RunSummary)
    }
}

/// Which stream of a host's process a text came from.
public enum HostStream: String, Sendable, Codable {
    /// Standard output.
    case output
    /// Standard error.
    case error
}

/// How a step ended, on one host or on all; ordered from best to worst.
public enum Outcome: String, Sendable, Codable, Hashable, CaseIterable, Comparable {
    /// It held already.
    case held
    /// It is not as the chapter writes, but checks show its result: somebody did it in another way.
    case heldAnotherWay = "held-another-way"
    /// It was made to hold.
    case changed
    /// It does not hold yet, or acts each time: a run would carry it out.
    case wouldChange = "would-change"
    /// It was not asked for: its condition is not met, or it is a drill without consent.
    case passedOver = "passed-over"
    /// A step that it needs failed, or it was given up in its middle.
    case skipped
    /// The check itself cannot be made.
    case broken
    /// It does not hold.
    case failed
    /// The host cannot be reached.
    case unreachable

    /// Orders outcomes from best to worst.
    public static func < (left: Outcome, right: Outcome) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }

    /// Whether the step is as the chapter says.
    public var isGood: Bool { self <= .passedOver }

    /// Whether what the step is for was there before anybody acted.
    public var isHeld: Bool { self <= .heldAnotherWay }
}

/// What a run is about.
public struct RunHeader: Sendable, Codable, Hashable {
    /// One step of the run, as reports name it.
    public struct Entry: Sendable, Codable, Hashable {
        /// The step's id.
        public var id: String
        /// The kind's name.
        public var kind: String
        /// The headings above it, outermost first.
        public var section: [String]
        /// Where it stands.
        public var place: SourcePlace
        /// The names of the hosts that it is about.
        public var hosts: [String]
        /// What it does, in a line.
        public var title: String
        /// What it counts in a grade.
        public var points: Int

        /// An entry for a step.
        public init(
            id: String, kind: String, section: [String], place: SourcePlace, hosts: [String], title: String,
            points: Int
        ) {
            self.id = id
            self.kind = kind
            self.section = section
            self.place = place
            self.hosts = hosts
            self.title = title
            self.points = points
        }
    }

    /// The stop on the road: `plan`, `check`, `run` or `selftest`.
    public var mode: String
    /// The chapter's path.
    public var chapter: String
    /// The chapter's title.
    public var title: String
    /// The lab's name.
    public var lab: String
    /// The steps in order.
    public var steps: [Entry]

    /// A header.
    public init(mode: String, chapter: String, title: String, lab: String, steps: [Entry]) {
        self.mode = mode
        self.chapter = chapter
        self.title = title
        self.lab = lab
        self.steps = steps
    }
}

/// How a run ended.
public struct RunSummary: Sendable, Codable, Hashable {
    /// How many steps ended in each way.
    public var counts: [String: Int]
    /// How long it took.
    public var seconds: Double
    /// Whether it was stopped by the user before its end.
    public var wasInterrupted: Bool
    /// The points of its steps; nil in records of old.
    public var points: Points?
    /// What the mutations of a selftest came to; nil for every other run.
    public var mutations: MutationTally?

    /// A summary.
    public init(
        counts: [String: Int], seconds: Double, wasInterrupted: Bool, points: Points? = nil,
        mutations: MutationTally? = nil
    ) {
        self.mutations = mutations
        self.counts = counts
        self.seconds = seconds
        self.wasInterrupted = wasInterrupted
        self.points = points
    }

    /// The exit code of the command: 0 all hold, 1 a step fails, 2 a host is unreachable.
    public var exitCode: Int32 {
        func count(_ outcome: Outcome) -> Int { counts[outcome.rawValue] ?? 0 }
        if count(.unreachable) > 0 { return 2 }
        if let mutations, !mutations.isEnough { return 1 }
        return wasInterrupted || count(.failed) + count(.broken) + count(.skipped) > 0 ? 1 : 0
    }
}
