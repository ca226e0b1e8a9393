extension HTTPMatcher {
    /// The server's certificate, the way there, and who listens where it is this host.
    var collectors: [Collector] { ServerAddress(url: url)?.collectors ?? [] }
}
