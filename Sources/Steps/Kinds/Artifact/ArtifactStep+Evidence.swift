extension ArtifactStep {
    /// The paths, and the files that they are copied from.
    public func collectors(on host: Host) -> [Collector] {
        let sources = artifacts.compactMap { $0.url.hasPrefix("file://") ? String($0.url.dropFirst(7)) : nil }
        return (artifacts.prefix(3).map { .path($0.path) } + sources.prefix(1).map { .path($0) }).few
    }
}
