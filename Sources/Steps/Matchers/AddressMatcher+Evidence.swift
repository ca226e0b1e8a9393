extension AddressMatcher {
    /// The addresses that the host has.
    var collectors: [Collector] { [.addresses] }
}
