/// What happens in a drill; the raw values are the names in the journal, in JSON Lines and in reports.
public enum DrillPhase: String, Sendable, Hashable, Codable, CaseIterable {
    /// The fault is made on a host.
    case fault
    /// Clients are not served any more.
    case firstBadAnswer = "first bad answer"
    /// The last time that clients were not served.
    case lastBadAnswer = "last bad answer"
    /// One of the checks under `meanwhile` holds.
    case meanwhile
    /// An invariant does not hold.
    case invariantBroken = "invariant broken"
    /// Clients are served again.
    case recovered
    /// One of the author's commands heals.
    case heal
    /// All is healed.
    case healed
    /// Something is left that `labctl lab heal` has to heal.
    case notHealed = "not healed"
    /// The ledger was read back.
    case ledger
    /// Something that another version of labctl recorded; the detail begins with its name.
    case other
}
