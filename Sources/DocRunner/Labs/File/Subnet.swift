/// An IPv4 network in CIDR form (RFC 4632), such as `10.0.0.0/24`.
public struct Subnet: Sendable, Hashable {
    /// The network's own address; its host bits are zero.
    public let network: IPv4Address
    /// How many bits the network has, 1 to 30.
    public let prefix: Int

    init(network: IPv4Address, prefix: Int) {
        self.network = network
        self.prefix = prefix
    }

    /// A network from text; nil when it is malformed, has host bits set or holds fewer than two hosts.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let network = IPv4Address(String(parts[0])), let prefix = Int(parts[1]),
            (1...30).contains(prefix), network.bits & ~Self.mask(prefix) == 0
        else { return nil }
        self.network = network
        self.prefix = prefix
    }

    /// The first address for a host.
    public var first: IPv4Address { IPv4Address(bits: network.bits + 1) }

    /// Whether a host of the network can have the address: inside it, neither the network's own nor the broadcast.
    public func hasHost(_ address: IPv4Address) -> Bool {
        let hostBits = address.bits & ~Self.mask(prefix)
        return address.bits & Self.mask(prefix) == network.bits && hostBits != 0
            && hostBits != ~Self.mask(prefix)
    }

    private static func mask(_ prefix: Int) -> UInt32 { ~UInt32(0) << UInt32(32 - prefix) }
}

extension Subnet: CustomStringConvertible {
    /// The CIDR form.
    public var description: String { "\(network)/\(prefix)" }
}
