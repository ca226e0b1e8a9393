/// The output of a command within a limit: its beginning, its end, and a count of what is left out between.
public struct CapturedOutput: Sendable, Hashable {
    /// The first bytes, up to half of the limit.
    public private(set) var head: [UInt8] = []
    /// The last bytes, up to half of the limit, when there were more than `head` holds.
    public var tail: [UInt8] { recent.suffix(half) }
    /// How many bytes came in all, kept or not.
    public private(set) var total = 0

    private let half: Int
    private var recent: [UInt8] = []  // what followed the head, cut to its end now and then

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
    public var omitted: Int { total - head.count - min(half, recent.count) }

    /// What is kept, with a line saying how much is left out where that is so.
    ///
    /// It is cut where a line ends, or between words where there is only one line: half a secret is not known as one.
    public var bytes: [UInt8] {
        guard omitted > 0 else { return head + tail }
        let tail = tail
        let beginning = Self.cut(in: head[...], fromEnd: true).map { head[..<$0] } ?? head[...]
        let end = Self.cut(in: tail[...], fromEnd: false).map { tail[($0 + 1)...] } ?? tail[...]
        let left = total - beginning.count - end.count
        return beginning + Array("\n… \(left) bytes left out …\n".utf8) + end
    }

    /// The place of the outermost line end, or else space.
    private static func cut(in bytes: ArraySlice<UInt8>, fromEnd: Bool) -> Int? {
        for separator in [UInt8(ascii: "\n"), UInt8(ascii: " ")] {
            let place = fromEnd ? bytes.lastIndex(of: separator) : bytes.firstIndex(of: separator)
            if let place { return place }
        }
        return nil
    }

    /// `bytes` as text; what is not UTF-8 becomes U+FFFD.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Takes in the next bytes of the output.
    public mutating func append(_ bytes: ArraySlice<UInt8>) {
        total += bytes.count
        let room = half - head.count
        head += bytes.prefix(room)
        recent += bytes.dropFirst(room).suffix(half)
        if recent.count > 2 * half { recent.removeFirst(recent.count - half) }
    }

    /// Two outputs are equal if the same was kept of the same number of bytes.
    public static func == (one: Self, other: Self) -> Bool {
        one.total == other.total && one.bytes == other.bytes
    }

    /// Hashes what is compared.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(total)
        hasher.combine(bytes)
    }
}
