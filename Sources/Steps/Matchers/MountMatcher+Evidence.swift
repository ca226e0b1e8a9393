extension MountMatcher {
    /// What is mounted there instead.
    var collectors: [Collector] { [.mount(path), .path(path)] }
}
