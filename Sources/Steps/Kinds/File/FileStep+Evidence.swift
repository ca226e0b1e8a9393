extension FileStep {
    /// The path and what it lies in; the difference in content comes with the finding, as a diff.
    public func collectors(on host: Host) -> [Collector] { [.path(path), .mount(path)] }
}
