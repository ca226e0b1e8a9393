extension FileMatcher {
    /// The path and what it lies in.
    var collectors: [Collector] { [.path(path)] }
}
