extension PortMatcher {
    /// Who listens on that port here, and the way to the address.
    var collectors: [Collector] { [.listeners(on: port)] + Collector.route(to: address) }
}
