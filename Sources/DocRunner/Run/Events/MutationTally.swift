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
