extension AddressMatcher {
    /// The addresses of the host, and the last messages of keepalived about the addresses that it moves.
    var collectors: [Collector] { [.addresses, .movingAddresses] }
}
