/// A set of ASCII characters as a bit mask: a lookup takes a few instructions, without a search.
package struct ASCIISet: Sendable {
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    /// The characters of a text.
    package init(_ characters: String) {
        for byte in characters.utf8 { insert(byte) }
    }

    /// Whether a byte is one of them.
    package func contains(_ byte: UInt8) -> Bool {
        switch byte {
        case 0..<64: low >> UInt64(byte) & 1 == 1
        case 64..<128: high >> UInt64(byte - 64) & 1 == 1
        default: false
        }
    }

    /// Whether a text has no other characters than these.
    package func covers(_ text: some StringProtocol) -> Bool { Substring(text).utf8.allSatisfy(contains) }

    private mutating func insert(_ byte: UInt8) {
        if byte < 64 { low |= 1 << UInt64(byte) } else if byte < 128 { high |= 1 << UInt64(byte - 64) }
    }
}

extension ASCIISet {
    /// `a`…`z`, `A`…`Z`, `0`…`9`.
    package static let lettersAndDigits = ASCIISet(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    /// Space and tab.
    package static let blank = ASCIISet(" \t")
    /// Space, tab and what ends a line or a page.
    package static let whiteSpace = ASCIISet(" \t\n\u{B}\u{C}\r")

    /// Every ASCII character that is not in it.
    package var inverted: ASCIISet {
        var others = self
        others.low = ~low
        others.high = ~high
        return others
    }

    /// The union of both sets.
    package static func + (left: ASCIISet, right: ASCIISet) -> ASCIISet {
        var both = left
        both.low |= right.low
        both.high |= right.high
        return both
    }
}
