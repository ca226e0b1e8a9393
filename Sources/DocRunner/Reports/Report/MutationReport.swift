public import DocRunner

/// One mutation of a selftest, on the host or hosts (separated by commas) where it was made.
public struct MutationReport: Sendable, Hashable {
    /// The host's name.
    public var host: String
    /// Its result.
    public var result: MutationResult

    /// Whether it was not noticed, or the result is unknown.
    var hasEscaped: Bool { result.fate == .survived || result.fate == .undecided }
}

extension MutationResult.Fate {
    /// The words for people.
    var words: String {
        switch self {
        case .killed: "noticed"
        case .survived: "survived"
        case .undecided: "undecided"
        case .passedOver: "nothing to break"
        }
    }
}

/// What a selftest learned of a step.
public struct TrustReport: Sendable {
    /// The hosts where it held before the chapter was carried out; nil if it was not checked.
    public internal(set) var heldBefore: [String]?
    /// Its mutations, in order.
    public internal(set) var mutations: [MutationReport] = []
    /// The mutation that is in effect now, with its place and its start.
    public internal(set) var current: (host: String, title: String, since: Double)?
    /// How long all its mutations took, once they are over.
    public internal(set) var seconds: Double?
}

/// How many mutations were noticed, of those on hosts and of those that only changed an answer.
public struct KillCount: Sendable {
    /// Those on hosts: noticed, and all.
    public var onHosts = (killed: 0, all: 0)
    /// Those of answers: noticed, and all.
    public var ofAnswers = (killed: 0, all: 0)

    /// The count of some mutations.
    init(_ mutations: some Sequence<MutationReport>) {
        for mutation in mutations where mutation.result.fate != .passedOver {
            let killed = mutation.result.fate == .killed ? 1 : 0
            if mutation.result.origin == .answer {
                ofAnswers = (ofAnswers.killed + killed, ofAnswers.all + 1)
            } else {
                onHosts = (onHosts.killed + killed, onHosts.all + 1)
            }
        }
    }

    /// Those noticed.
    public var killed: Int { onHosts.killed + ofAnswers.killed }
    /// All that were decided or should have been.
    public var all: Int { onHosts.all + ofAnswers.all }
    /// The share of those noticed, as `97 %`; nil where there are none. It is never rounded up.
    public var rate: String? { all == 0 ? nil : "\(100 * killed / all) %" }
}
