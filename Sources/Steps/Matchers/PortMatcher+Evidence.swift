extension PortMatcher {
    /// The process that listens on that port here, and the route to the address.
    var collectors: [Collector] { [.listeners(on: port)] + Collector.route(to: address) }
}
