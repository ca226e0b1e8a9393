public import Steps

/// The state of one step on the live hosts. It comes only from the hosts' answers, never from earlier runs.
public struct Standing: Sendable, Hashable {
    /// What can be said of a step, or of a step on one host.
    public enum State: String, Sendable, Hashable {
        /// It is as the step says.
        case holds
        /// It is not.
        case differs
        /// A host cannot be reached, or a value is missing that only an earlier step brings.
        case unknown
        /// It is a check of a chapter that the student has not begun.
        case unasked
        /// Its state cannot be known, or is not needed: a drill, an unmet condition, a `run` without a probe.
        case uncounted
    }

    /// How it stands on one host.
    public struct OnHost: Sendable, Hashable {
        /// The host's name.
        public var name: String
        /// How it stands there.
        public var state: State
        /// What differs there, or why that is unknown; a sentence each. Untrusted text.
        public var reasons: [String]

        /// How a step stands on a host.
        public init(_ name: String, _ state: State, _ reasons: [String] = []) {
            self.name = name
            self.state = state
            self.reasons = reasons
        }
    }

    /// The step's id.
    public var id: String
    /// What it does, in a line.
    public var title: String
    /// Where it stands in the chapter.
    public var place: SourcePlace
    /// How it stands on each of its hosts.
    public var hosts: [OnHost]
    /// Whether the chapter must have been begun if this step holds: the step acts, and no earlier chapter has
    /// the same step.
    public var isTelling: Bool

    /// How a step stands.
    public init(id: String, title: String, place: SourcePlace, hosts: [OnHost], isTelling: Bool) {
        self.id = id
        self.title = title
        self.place = place
        self.hosts = hosts
        self.isTelling = isTelling
    }

    /// How it stands on all its hosts together: one that differs is enough, then one that is unknown or was not asked.
    public var state: State {
        let states = Set(hosts.map(\.state))
        return [.differs, .unknown, .unasked, .holds].first(where: states.contains) ?? .uncounted
    }

    /// The hosts where it does not hold.
    public var differing: [OnHost] { hosts.filter { $0.state == .differs } }
}
