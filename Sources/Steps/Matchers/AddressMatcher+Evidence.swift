extension AddressMatcher {
    /// The addresses that the host has, and what keepalived said last of those that it moves.
    var collectors: [Collector] { [.addresses, .movingAddresses] }
}
