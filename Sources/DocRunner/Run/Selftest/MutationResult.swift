public import Steps

/// What came of one mutation: whether the step's check noticed.
public struct MutationResult: Sendable, Hashable, Codable {
    /// Where a mutation comes from.
    public enum Origin: String, Sendable, Hashable, Codable, CaseIterable {
        /// The kind knows how to break what it states.
        case derived
        /// The chapter's author knows.
        case declared
        /// Nothing was broken: a host's true answer was changed on its way to the check.
        case answer
    }

    /// How a mutation ended.
    public enum Fate: String, Sendable, Hashable, Codable, CaseIterable {
        /// The check noticed.
        case killed
        /// The check still held.
        case survived
        /// It could not be carried out or watched, so nothing was learned.
        case undecided
        /// There was nothing to break.
        case passedOver = "passed-over"
    }

    /// What is broken, in a few words.
    public var title: String
    /// Where it comes from.
    public var origin: Origin
    /// How it ended.
    public var fate: Fate
    /// What the check said where it noticed; why nothing was learned where it is undecided.
    public var detail: String
    /// What was asked, in a few words.
    public var asked: String
    /// Why the author lets it survive; empty where the chapter says nothing.
    public var reason: String
    /// Where it stands: the step, or the author's own block.
    public var place: SourcePlace
    /// How long it took, with undoing it.
    public var seconds: Double

    /// A result.
    public init(
        title: String, origin: Origin, fate: Fate, detail: String = "", asked: String = "",
        reason: String = "", place: SourcePlace, seconds: Double = 0
    ) {
        self.title = title
        self.origin = origin
        self.fate = fate
        self.detail = detail
        self.asked = asked
        self.reason = reason
        self.place = place
        self.seconds = seconds
    }
}

/// What all mutations of a selftest came to.
public struct MutationTally: Sendable, Hashable, Codable {
    /// How many were noticed.
    public var killed = 0
    /// How many were not, explained or not.
    public var survived = 0
    /// How many taught nothing.
    public var undecided = 0
    /// The least share of killed ones, in percent.
    public var atLeast: Int
    /// The steps whose check held before anything was done and under every mutation.
    public var neverRed: [String] = []
    /// The steps for which no mutation is known.
    public var untested: [String] = []
    /// Why it ended before its end, or could not put the lab back; nil where it did all that.
    public var endedEarly: String?

    /// An empty tally.
    public init(atLeast: Int) { self.atLeast = atLeast }

    /// The share of killed ones, from 0 to 100; 100 where there are none.
    public var rate: Double {
        let all = killed + survived + undecided
        return all == 0 ? 100 : 100 * Double(killed) / Double(all)
    }

    /// Whether the chapter's checks can be trusted.
    public var isEnough: Bool { endedEarly == nil && neverRed.isEmpty && rate >= Double(atLeast) }

    /// Counts a result in.
    public mutating func add(_ result: MutationResult) {
        switch result.fate {
        case .killed: killed += 1
        case .survived: survived += 1
        case .undecided: undecided += 1
        case .passedOver: break
        }
    }
}
