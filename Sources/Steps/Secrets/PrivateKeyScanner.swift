/// Tells which bytes of a text belong to a private key in PEM (RFC 7468): all from the end of its first line on.
struct PrivateKeyScanner: Sendable {
    private enum State: Sendable {
        case outside
        case label
        case dashes(Int)
        case inside(Int)
        case closing(dashes: Int, count: Int)
    }

    /// What every private key in PEM begins with.
    static let beginning: StaticString = "-----BEGIN "
    private static let begin = Array("\(beginning)".utf8)
    private static let end = Array("-----END ".utf8)
    /// A key of 16 KiB is longer than any that is in use: what has not ended by then was none.
    private static let longestKey = 16 << 10
    private static let longestLabel = 40

    private var state = State.outside
    private var label: [UInt8] = []
    private var matched = 0

    /// Whether the next byte is hidden.
    mutating func hides(_ byte: UInt8) -> Bool {
        switch state {
        case .outside:
            if matches(Self.begin, byte) { (state, label) = (.label, []) }
            return false
        case .label:
            takeLabel(byte)
            return false
        case .dashes(let count):
            guard byte == UInt8(ascii: "-"), count < 5 else { return begins(with: byte, after: count) }
            state = .dashes(count + 1)
            return false
        case .inside(let count):
            return goesOn(byte, after: count)
        case .closing(let dashes, let count):
            return closes(byte, dashes, count)
        }
    }

    private mutating func takeLabel(_ byte: UInt8) {
        if byte == UInt8(ascii: "-") {
            let text = String(decoding: label, as: UTF8.self)
            state =
                text.hasSuffix("PRIVATE KEY") || text.hasSuffix("PRIVATE KEY BLOCK") ? .dashes(1) : .outside
        } else if byte < 0x20 || label.count >= Self.longestLabel {
            state = .outside
        } else {
            label.append(byte)
        }
    }

    /// The first byte behind the first line's five dashes.
    private mutating func begins(with byte: UInt8, after dashes: Int) -> Bool {
        (state, matched) = (.outside, 0)
        return dashes == 5 && goesOn(byte, after: 0)
    }

    /// The next byte of the key; a text that was masked already goes on behind the mark, which is not ASCII.
    private mutating func goesOn(_ byte: UInt8, after count: Int) -> Bool {
        state = byte >= 0x80 || count >= Self.longestKey ? .outside : .inside(count + 1)
        if matches(Self.end, byte) { state = .closing(dashes: 0, count: 0) }
        return byte < 0x80
    }

    /// The rest of the last line, up to its five dashes.
    private mutating func closes(_ byte: UInt8, _ dashes: Int, _ count: Int) -> Bool {
        let more = dashes + (byte == UInt8(ascii: "-") ? 1 : 0)
        let isOver = byte < 0x20 || byte >= 0x80 || count > Self.longestLabel
        state = isOver || more == 5 ? .outside : .closing(dashes: more, count: count + 1)
        return !isOver
    }

    /// Whether the byte completes a word that begins with five dashes.
    private mutating func matches(_ word: [UInt8], _ byte: UInt8) -> Bool {
        if byte == word[matched] {
            matched += 1
        } else {
            // After more than five dashes the last five may still begin the word.
            matched = byte == UInt8(ascii: "-") ? (matched == 5 ? 5 : 1) : 0
        }
        guard matched == word.count else { return false }
        matched = 0
        return true
    }
}
