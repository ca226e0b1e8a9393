import Steps

/// What the answers to a drill's probe were over time, counted from the fault.
struct Timeline: Sendable {
    private(set) var firstBad: Duration?
    private(set) var lastBad: Duration?
    /// Why the first bad answer was bad.
    private(set) var reason = ""
    /// How many answers in a row were good, and when the first of them was asked.
    private(set) var goodInARow = 0
    private(set) var goodSince: Duration?
    private(set) var asked = 0
    private(set) var bad = 0
    private(set) var slowest = Duration.zero
    /// Why the last question could not be asked at all; nil where it could.
    private(set) var unknown: String?
    private(set) var unknowns = 0

    /// Takes an answer; `asked` and `answered` are counted from the fault.
    mutating func add(_ answer: DrillProbe.Observation, asked time: Duration, answered: Duration) {
        switch answer {
        case .good:
            asked += 1
            unknown = nil
            slowest = max(slowest, answered - time)
            if goodInARow == 0 { goodSince = time }
            goodInARow += 1
        case .bad(let why):
            asked += 1
            unknown = nil
            slowest = max(slowest, answered - time)
            bad += 1
            if firstBad == nil { (firstBad, reason) = (time, why) }
            lastBad = answered
            startAgain()
        case .unknown(let why), .broken(let why):
            unknown = why
            unknowns += 1
            startAgain()
        }
    }

    /// Good answers count from now on only.
    mutating func startAgain() { (goodInARow, goodSince) = (0, nil) }

    /// How long clients suffered: from the first bad question to the last bad answer.
    var downtime: Duration { (lastBad ?? .zero) - (firstBad ?? .zero) }

    /// What there is to be told, in a line.
    var sentence: String {
        let slow = "the slowest took \(slowest.short)"
        let lost = unknowns == 0 ? "" : "; \(unknowns) could not be asked"
        guard asked > 0 else { return "no answer came\(lost)" }
        guard let firstBad, let lastBad else { return "\(asked) answers, all good; \(slow)\(lost)" }
        return
            "downtime \(downtime.short): first bad answer after \(firstBad.short), last after \(lastBad.short); "
            + "\(bad) of \(asked) answers bad; \(slow)\(lost)"
    }
}

extension Duration {
    /// Seconds with one decimal: `2.7 s`.
    var short: String {
        let tenths = Int((seconds * 10).rounded())
        return "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10) s"
    }
}
