/// How a foreign value stands in `name = value` lines.
///
/// Their dialects have no quoting in common: systemd expands `%` and `$`, a shell that sources the file carries out
/// what is in backquotes. So between quotes there may be only what all dialects read alike, `\"` and `\\` included.
enum INIText {
    private static let words = ASCIISet.lettersAndDigits + ASCIISet("_./:@+=,-")

    static func decision(_ value: ForeignValue, at mark: Int, in text: ForeignText) -> Language.Decision {
        let written = value.text
        guard written.isPrintableLine else {
            return .refuse(
                "a value of several lines cannot stand here", "Print one line where it is captured.")
        }
        switch quote(before: text.line(around: mark).before) {
        case UInt8(ascii: "\"") where !written.contains(where: { "$`%".contains($0) }):
            let escaped = written.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            return .write(at: mark, escaped)
        case UInt8(ascii: "'") where !written.contains(where: { "$`%'\\".contains($0) }):
            return .write(at: mark, written)
        case nil where words.covers(written) && !written.hasPrefix("-"): return .write(at: mark, written)
        case nil:
            return .refuse(
                "without quotes its reader may take it apart",
                "Write it between quotes if the file's reader knows them: name=\"{{\(value.name)}}\".")
        default:
            return .refuse(
                "readers of such files expand `$`, `%` or a backquote",
                "Let the step that captures it print a value without them.")
        }
    }

    /// The quote that is open at the end of a line's beginning; nil outside quotes.
    private static func quote(before line: ArraySlice<UInt8>) -> UInt8? {
        var open: UInt8?
        var isEscaped = false
        for byte in line {
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\"), open != UInt8(ascii: "'") {
                isEscaped = true
            } else if byte == open {
                open = nil
            } else if open == nil, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                open = byte
            }
        }
        return open
    }
}
