/// What kept a host from being healed, or several.
public struct HealingTrouble: Sendable {
    /// The host's name; of several, parted by commas.
    public let host: String
    /// What went wrong, a line a host, and where.
    public let message: String
    /// `failed`: what heals did not help; `unreachable`: a host did not come back; `broken`: it cannot be carried out.
    public let outcome: Outcome

    init(_ host: String, _ message: String, _ outcome: Outcome) {
        (self.host, self.message, self.outcome) = (host, message, outcome)
    }
}
