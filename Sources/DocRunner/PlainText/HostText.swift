/// Makes what a host printed safe to show: valid UTF-8, no terminal escapes, no hidden characters, bounded lines.
///
/// Feed it chunks cut anywhere; it gives back whole lines as a person at a terminal would have seen them last: after
/// a lone carriage return the line is written anew (progress bars), a backspace takes one character back.
/// Control sequences are those of ECMA-48 (CSI, OSC, DCS, SOS, PM, APC, in their 7-bit and C1 forms).
public struct HostText: Sendable {
    private var line = String.UnicodeScalarView()
    private var length = 0
    private var hasReturned = false
    private var sequence = ControlSequence.none
    private var undecoded: [UInt8] = []
    private let lineLimit: Int

    /// A cleaner that keeps at most `lineLimit` Unicode scalars of a line; what is longer ends in `…`.
    public init(lineLimit: Int = 4096) {
        self.lineLimit = max(1, lineLimit)
    }

    /// The whole of `bytes`, cleaned. Ends in a line end only if `bytes` does.
    public static func clean(_ bytes: some Sequence<UInt8>, lineLimit: Int = 1 << 16) -> String {
        var cleaner = HostText(lineLimit: lineLimit)
        return cleaner.feed(bytes) + cleaner.finish()
    }

    /// The same on one line of at most `limit` Unicode scalars: line ends become ` / `, so that nobody forges a line.
    /// Words of ours may stand before a quoted text, so nothing in it writes over what is there.
    public static func line(_ bytes: some Sequence<UInt8>, limit: Int = 300) -> String {
        let newline = UInt8(ascii: "\n"), bytes = bytes.lazy.filter { $0 != 0x08 }
        let line = clean(bytes.map { $0 == 0x0D ? newline : $0 }).split(whereSeparator: \.isNewline).joined(
            separator: " / "
        ).unicodeScalars
        guard let end = line.index(line.startIndex, offsetBy: limit, limitedBy: line.endIndex),
            end < line.endIndex
        else { return String(line) }
        return String(line[..<end]) + "…"
    }

    /// Text that may quote somebody else, on one line of at most `limit` Unicode scalars.
    public static func line(_ text: some StringProtocol, limit: Int = 300) -> String {
        let isPlain = text.utf8.count <= limit && text.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
        return isPlain ? String(text) : line(text.utf8, limit: limit)
    }

    /// The first character of a text that may not be shown, but for line ends; nil where all may.
    public static func firstHidden(in text: some StringProtocol) -> Unicode.Scalar? {
        // One call for all bytes: lint looks at every line, and other modules' calls are not specialised.
        let isPlain = text.utf8.withContiguousStorageIfAvailable { bytes in
            bytes.allSatisfy { (0x20..<0x7F).contains($0) || $0 == 0x09 || $0 == 0x0A }
        }
        return isPlain == true ? nil : text.unicodeScalars.first { !$0.isVisible && $0 != "\n" }
    }

    /// Takes the next bytes; returns the lines that they complete, each with its `\n`.
    public mutating func feed(_ bytes: some Sequence<UInt8>) -> String {
        undecoded += bytes
        let whole = undecoded.dropLast(undecoded.unfinishedTail)
        let text = String(decoding: whole, as: UTF8.self)
        undecoded.removeFirst(whole.count)
        return take(text)
    }

    /// The host prints no more; returns the last line where no line end followed it.
    public mutating func finish() -> String {
        let complete = take(String(decoding: undecoded, as: UTF8.self))
        undecoded = []
        sequence = .none
        return complete + endLine()
    }

    private mutating func take(_ text: String) -> String {
        var complete = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where sequence.passes(scalar) {
            if scalar == "\n" {
                complete.append(contentsOf: endLine().unicodeScalars)
                complete.append("\n")
            } else {
                put(scalar)
            }
        }
        return String(complete)
    }

    private mutating func endLine() -> String {
        defer {
            line = .init()
            length = 0
            hasReturned = false
        }
        if length > lineLimit { line.append("…") }
        return String(line)
    }

    private mutating func put(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\r":
            hasReturned = true
        case "\u{8}":
            if length <= lineLimit { _ = line.popLast() }
            length = max(0, length - 1)
        case _ where scalar.isVisible:
            if hasReturned {
                line = .init()
                length = 0
                hasReturned = false
            }
            if length < lineLimit { line.append(scalar) }
            length += 1
        default:
            break
        }
    }
}

extension [UInt8] {
    /// How many bytes at the end may be the beginning of a UTF-8 sequence that goes on (RFC 3629, section 4).
    fileprivate var unfinishedTail: Int {
        for (index, byte) in suffix(3).reversed().enumerated() where byte & 0b1100_0000 != 0b1000_0000 {
            let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
            return length > index + 1 ? index + 1 : 0
        }
        return 0
    }
}

extension Unicode.Scalar {
    /// Whether it may be shown: no control but the tab, nothing that turns the direction of text or hides in it.
    ///
    /// Unicode's format characters (category Cf) are left out, but for the joiner and the non-joiner, which the
    /// spelling of some languages needs; so are line and paragraph separators.
    fileprivate var isVisible: Bool {
        if value < 0x7F { return value >= 0x20 || value == 0x09 }
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate: return false
        case .format: return self == "\u{200C}" || self == "\u{200D}"
        default: return true
        }
    }
}
