extension DNSMatcher {
    /// How names are resolved, and the way to the server that was asked.
    var collectors: [Collector] { [.resolver] + (server.map { Collector.route(to: $0) } ?? []) }
}
