/// How far a run may go.
public enum RunMode: String, Sendable {
    /// Only ask.
    case check
    /// Only ask, and say what would be done.
    case plan
    /// Act where needed.
    case run
    /// Act where needed, then break what was done and see whether it is noticed.
    case selftest
}
