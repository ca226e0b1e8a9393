extension UnitMatcher {
    /// The unit's state and last words.
    var collectors: [Collector] { Collector.unit(unit) }
}
