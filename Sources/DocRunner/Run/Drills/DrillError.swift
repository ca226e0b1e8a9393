/// Why a drill cannot begin or go on, and what that makes of it.
struct DrillError: Error, CustomStringConvertible {
    /// `failed`: the lab is wrong; `broken`: the drill cannot be made; `unreachable`: a host that has to answer does not.
    let outcome: Outcome
    let message: String

    init(_ message: String, _ outcome: Outcome = .failed) {
        self.outcome = outcome
        self.message = message
    }

    var description: String { message }
}
