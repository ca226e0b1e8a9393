/// How many times as long as usual everything may take: for slow or busy computers.
public struct TimeScale: Sendable, Hashable {
    /// The factor, from 1.
    public let factor: Double

    /// Every limit as it is written.
    public static let usual = TimeScale(factor: 1)

    private init(factor: Double) { self.factor = factor }

    /// Reads a factor from 1 to 100, such as `3` or `1.5`; nil for anything else.
    public init?(written text: String) {
        guard let factor = Double(text), (1...100).contains(factor) else { return nil }
        self.init(factor: factor)
    }

    /// A limit, that much longer.
    public func stretch(_ limit: Duration) -> Duration { factor == 1 ? limit : limit * factor }
}

extension Drill {
    /// The same drill with more time to recover.
    public func stretched(by scale: TimeScale) -> Drill {
        var drill = self
        drill.budget = scale.stretch(budget)
        return drill
    }
}
