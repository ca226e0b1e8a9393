/// Whose doing it is that a step does not hold. Only what the student can mend costs points.
public enum Verdict: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    /// The question cannot be asked: its command is missing, its pattern is invalid.
    case checkIsBroken = "check-broken"
    /// The lab itself does not work: a host is down, a disk is full.
    case labIsBroken = "lab-broken"
    /// The lab is not as the chapter says: the student's to mend.
    case labIsWrong = "lab-wrong"

    /// Orders verdicts by what they cost: of several hosts, the one that is the student's to mend decides.
    public static func < (left: Verdict, right: Verdict) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}
