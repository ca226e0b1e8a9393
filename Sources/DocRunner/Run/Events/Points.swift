/// What the steps of a run are worth. A step is earned when it holds on all its hosts; it is lost where the student's
/// lab is wrong; where the lab or the check is broken, or nobody asked, it is not judged.
public struct Points: Sendable, Hashable, Codable {
    /// Of the steps that hold.
    public var earned = 0
    /// Of the steps that do not, by the student's doing.
    public var lost = 0
    /// Of all others.
    public var notJudged = 0

    /// No points.
    public init() {}

    /// What could have been earned.
    public var possible: Int { earned + lost + notJudged }

    /// Adds a step; `outcome` is nil where the run did not come to it. What a plan would change does not hold yet.
    public mutating func add(_ points: Int, outcome: Outcome?, verdict: Verdict?) {
        switch outcome {
        case .held?, .heldAnotherWay?, .changed?: earned += points
        case .wouldChange?: lost += points
        case _ where verdict == .labIsWrong: lost += points
        default: notJudged += points
        }
    }
}
