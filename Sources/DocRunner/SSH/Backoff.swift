/// Growing pauses between retries after a refusal (backoff).
struct Backoff {
    private static let shortest = Duration.milliseconds(50)
    private static let longest = Duration.seconds(2)

    private var pause = shortest

    /// When the pause is over; nil where there is none.
    private(set) var end: ContinuousClock.Instant?

    /// It has been asked for some seconds already.
    var isExhausted: Bool { pause >= Self.longest }

    /// Forgets a pause that is over, and not how long it was.
    mutating func look() {
        if let end, end <= .now { self.end = nil }
    }

    /// Begins a pause, twice as long as the last.
    mutating func begin() {
        end = .now + pause
        pause = min(pause * 2, Self.longest)
    }
}
