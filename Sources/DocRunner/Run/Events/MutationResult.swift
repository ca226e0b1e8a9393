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
