/// The output of a command within a limit: its beginning, its end, and a count of what is left out between.
public struct CapturedOutput: Sendable, Hashable {
    /// The first bytes, up to half of the limit.
    public private(set) var head: [UInt8] = []
    /// The last bytes, up to half of the limit, when there were more than `head` holds.
    public var tail: [UInt8] { Array(ring[ringStart...] + ring[..<ringStart]) }
    /// How many bytes came in all, kept or not.
    public private(set) var total = 0

    private let half: Int
    private var ring: [UInt8] = []
    private var ringStart = 0

    /// Keeps at most `kept` bytes.
    public init(kept: Int = 128 << 10) {
        half = max(1, kept / 2)
    }

    /// A captured output that holds these bytes and left none out.
    public init(_ bytes: [UInt8]) {
        self.init(kept: max(2, bytes.count * 2))
        append(bytes[...])
    }

    /// How many bytes between the beginning and the end are left out.
    public var omitted: Int { total - head.count - ring.count }

    /// What is kept, with a line saying how much is left out where that is so.
    public var bytes: [UInt8] {
        guard omitted > 0 else { return head + tail }
        return head + Array("\n… \(omitted) bytes left out …\n".utf8) + tail
    }

    /// `bytes` as text; what is not UTF-8 becomes U+FFFD.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Takes in the next bytes of the output.
    public mutating func append(_ bytes: ArraySlice<UInt8>) {
        total += bytes.count
        let room = half - head.count
        head += bytes.prefix(room)
        keepLast(bytes.dropFirst(room))
    }

    private mutating func keepLast(_ bytes: ArraySlice<UInt8>) {
        for byte in bytes.suffix(half) {
            guard ring.count == half else {
                ring.append(byte)
                continue
            }
            ring[ringStart] = byte
            ringStart = (ringStart + 1) % half
        }
    }
}
