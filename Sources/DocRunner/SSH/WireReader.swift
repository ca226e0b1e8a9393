/// Reads the data types of SSH (RFC 4251, section 5) from untrusted bytes.
struct WireReader {
    private(set) var rest: ArraySlice<UInt8>

    init(_ bytes: some Sequence<UInt8>) { rest = ArraySlice(bytes) }

    /// One byte.
    mutating func byte() -> UInt8? { rest.popFirst() }

    /// A number of four bytes.
    mutating func number() -> Int? {
        guard rest.count >= 4 else { return nil }
        defer { rest = rest.dropFirst(4) }
        return rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    }

    /// A string: its length, then its bytes.
    mutating func string() -> [UInt8]? {
        guard let length = number(), length <= rest.count else { return nil }
        defer { rest = rest.dropFirst(length) }
        return Array(rest.prefix(length))
    }

    /// A string of text.
    mutating func text() -> String? { string().map { String(decoding: $0, as: UTF8.self) } }
}

extension [UInt8] {
    /// Adds a number of four bytes.
    mutating func appendNumber(_ number: Int) {
        append(contentsOf: [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) })
    }

    /// Adds a string: its length, then its bytes.
    mutating func appendString(_ bytes: some Collection<UInt8>) {
        appendNumber(bytes.count)
        append(contentsOf: bytes)
    }
}
