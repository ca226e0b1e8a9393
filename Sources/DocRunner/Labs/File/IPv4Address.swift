/// An IPv4 address, read strictly: four decimal numbers from 0 to 255 without leading zeros (RFC 6943, 3.1.1).
public struct IPv4Address: Sendable, Hashable {
    /// The address as a number, most significant byte first.
    public let bits: UInt32

    /// An address from its number.
    public init(bits: UInt32) { self.bits = bits }

    /// An address from text; nil when it is malformed.
    public init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bits: UInt32 = 0
        for part in parts {
            guard let byte = UInt8(part), String(byte) == part else { return nil }
            bits = bits << 8 | UInt32(byte)
        }
        self.bits = bits
    }
}

extension IPv4Address: CustomStringConvertible {
    /// The dotted decimal form.
    public var description: String {
        [24, 16, 8, 0].map { String(bits >> UInt32($0) & 0xff) }.joined(separator: ".")
    }
}
