extension ServiceStep {
    /// The units' states and last words, who listens where, and the files that they read.
    public func collectors(on host: Host) -> [Collector] {
        (units.prefix(3).flatMap { Collector.unit($0) } + [.listeners()] + files.prefix(2).map { .path($0) })
            .few
    }
}
