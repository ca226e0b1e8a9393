import Steps

/// All that is known of a drill under way; the lanes that ask write it, the drill reads it.
actor DrillRecord {
    /// An invariant that did not hold.
    struct Violation: Sendable {
        var question: DrillProbe
        var first: Duration
        var reason: String
        var times = 1
    }

    private(set) var timeline = Timeline()
    private(set) var violations: [Violation] = []
    /// Which of `meanwhile` have held.
    private(set) var held: Set<Int> = []
    private(set) var book: LedgerBook
    /// Why something cannot be asked at all.
    private(set) var trouble: DrillError?
    /// Hosts that cannot be asked because of the fault itself.
    private(set) var silent: Set<String> = []
    private(set) var fault: ContinuousClock.Instant?
    /// When all of the fault was made: only what is asked from then on tells what it does.
    private(set) var isMade: ContinuousClock.Instant?
    private(set) var heal: ContinuousClock.Instant?
    /// The names of the invariants that were asked while the fault lasted, and whether anything is known of them.
    private(set) var watched: [String: Bool] = [:]

    private let tell: @Sendable (DrillPhase, String, String, Duration) -> Void

    /// `tell` is told a phase, a host, words, and how long ago it was.
    init(firstNumber: Int, tell: @escaping @Sendable (DrillPhase, String, String, Duration) -> Void) {
        book = LedgerBook(from: firstNumber)
        self.tell = tell
    }

    /// The fault is made now; nothing can be asked of the silent hosts until they are healed.
    func begin(silent: Set<String>) {
        fault = .now
        self.silent = silent
    }

    /// All of the fault is made: what was good before it, or while it was being made, is no merit.
    func endBreaking() {
        isMade = .now
        timeline.startAgain()
    }

    /// How long it took to make the fault.
    var breaking: Duration { isMade.map { offset($0) } ?? .zero }

    /// Whether a question was asked while the fault lasted.
    private func isDuring(_ asked: ContinuousClock.Instant) -> Bool {
        heal == nil && isMade.map { asked >= $0 } == true
    }

    /// Healing begins now; where clients are only served after it, answers count from here.
    func beginHealing(countsAnew: Bool) {
        heal = .now
        if countsAnew { timeline.startAgain() }
    }

    /// Whether nothing new is to be asked.
    private(set) var isOver = false

    /// What is being asked is the last.
    func end() { isOver = true }

    /// The silent hosts answer again.
    func endHealing() { silent = [] }

    /// So long after the fault.
    func offset(_ instant: ContinuousClock.Instant = .now) -> Duration { instant - (fault ?? instant) }

    func addProbe(_ answer: DrillProbe.Observation, of question: DrillProbe, asked: ContinuousClock.Instant) {
        let isFirst = timeline.firstBad == nil
        timeline.add(answer, asked: offset(asked), answered: offset())
        if let isMade, asked < isMade { timeline.startAgain() }
        switch answer {
        case .broken(let why): give(DrillError("the probe cannot be asked \(why)", .broken))
        case .bad(let why) where isFirst: tell(.firstBadAnswer, question.place, why, .now - asked)
        default: break
        }
    }

    func addInvariant(
        _ answer: DrillProbe.Observation, of question: DrillProbe, asked: ContinuousClock.Instant
    ) {
        if isDuring(asked) {
            watched[question.name, default: false] = watched[question.name] == true || answer.isKnown
        }
        switch answer {
        case .broken(let why):
            give(DrillError("the invariant `\(question.name)` cannot be asked \(why)", .broken))
        case .bad(let why):
            if let known = violations.firstIndex(where: { $0.question.name == question.name }) {
                violations[known].times += 1
            } else {
                violations.append(Violation(question: question, first: offset(asked), reason: why))
                tell(.invariantBroken, question.place, "\(question.name): \(why)", .now - asked)
            }
        case .good, .unknown: break
        }
    }

    /// Takes an answer to one of `meanwhile`; it counts only while the fault lasts.
    func addMeanwhile(
        _ answer: DrillProbe.Observation, of index: Int, _ question: DrillProbe,
        asked: ContinuousClock.Instant
    ) {
        guard isDuring(asked), !held.contains(index) else { return }
        if case .broken(let why) = answer {
            give(DrillError("`\(question.name)`, under `meanwhile`, cannot be asked \(why)", .broken))
        }
        guard answer == .good else { return }
        held.insert(index)
        tell(.meanwhile, question.place, question.name, .zero)
    }

    func nextNumber() -> Int { book.number() }

    func addWrite(_ number: Int, isAcknowledged: Bool, asked: ContinuousClock.Instant) {
        book.add(number, isAcknowledged: isAcknowledged, at: offset(asked))
    }

    private func give(_ error: DrillError) { trouble = trouble ?? error }
}
