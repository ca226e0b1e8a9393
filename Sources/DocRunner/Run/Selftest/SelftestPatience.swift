import Steps

/// How long a selftest waits.
public struct SelftestPatience: Sendable {
    /// For a check to notice: some of what was broken takes a moment to show.
    public var noticing: Duration
    /// For a step to hold again once a mutation is undone.
    public var undone: Duration
    /// For a step to hold again on hosts that were put back, whose services start anew.
    public var restored: Duration

    /// The patience that real labs want, where nothing else is said.
    public init(
        noticing: Duration = .seconds(5), undone: Duration = .seconds(30), restored: Duration = .seconds(60)
    ) {
        self.noticing = noticing
        self.undone = undone
        self.restored = restored
    }

    func stretched(by scale: TimeScale) -> SelftestPatience {
        SelftestPatience(
            noticing: scale.stretch(noticing), undone: scale.stretch(undone),
            restored: scale.stretch(restored))
    }
}
