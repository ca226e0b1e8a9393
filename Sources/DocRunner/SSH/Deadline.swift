/// A point in time that something must be done by, and how long that was from the beginning.
struct Deadline: Sendable {
    let allowance: Duration
    let instant: ContinuousClock.Instant

    init(in allowance: Duration) {
        self.allowance = allowance
        self.instant = .now + allowance
    }

    var isPast: Bool { instant <= .now }
}
