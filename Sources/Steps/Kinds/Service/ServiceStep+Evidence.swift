extension ServiceStep {
    /// The units' states and last words, and who listens where.
    public func collectors(on host: Host) -> [Collector] {
        (units.prefix(3).flatMap { Collector.unit($0) } + [.listeners()]).few
    }
}
