/// How foreign values stand in JSON (RFC 8259): escaped within a string, as a string where they are a whole value.
struct JSONText {
    private let text: ForeignText
    /// Whether each value stands in a string.
    private var isInString: [Bool] = []

    init(_ text: ForeignText) {
        self.text = text
        var isOpen = false, isEscaped = false
        for byte in text.bytes {
            switch byte {
            case ForeignText.mark: isInString.append(isOpen && !isEscaped)
            case _ where isEscaped: isEscaped = false
            case UInt8(ascii: "\\") where isOpen: isEscaped = true
            case UInt8(ascii: "\""): isOpen.toggle()
            default: break
            }
        }
    }

    var decisions: [Language.Decision] {
        zip(isInString, zip(text.values, text.marks)).map { isInString, value in
            let (value, mark) = value
            if isInString { return .write(at: mark, Self.escaped(value.text)) }
            if Self.isPart(value.text) { return .write(at: mark, value.text) }
            guard isWhole(mark) else {
                return .refuse(
                    "in JSON it can stand in a string or be a value", "Write \"{{\(value.name)}}\".")
            }
            return .write(at: mark, Self.isLiteral(value.text) ? value.text : Self.string(value.text))
        }
    }

    /// Whether a text is a whole number, which may be a part of another one.
    private static func isPart(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
            && (text == "0" || !text.hasPrefix("0"))
    }

    /// Whether a text is a number, `true`, `false` or `null` (RFC 8259, 3 and 6).
    private static func isLiteral(_ text: String) -> Bool {
        text.wholeMatch(of: #/true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+\-]?[0-9]+)?/#) != nil
    }

    /// Whether a value has only what parts values around it.
    private func isWhole(_ mark: Int) -> Bool {
        let blank = ASCIISet.whiteSpace
        let before = text.bytes[..<mark].last { !blank.contains($0) }
        let behind = text.bytes[(mark + 1)...].first { !blank.contains($0) }
        return before.map { ASCIISet("[,:").contains($0) } ?? true
            && behind.map { ASCIISet("],}").contains($0) } ?? true
    }

    /// A text as a JSON string, which is one in YAML as well (YAML 1.2, 1.3).
    static func string(_ text: String) -> String { "\"\(escaped(text))\"" }

    /// A text as it stands within a JSON string.
    static func escaped(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"", "\\": "\\\(scalar)"
            case "\n": "\\n"
            case "\t": "\\t"
            case _ where isPlain(scalar): String(scalar)
            default: String(scalar).utf16.map { "\\u" + digits($0) }.joined()
            }
        }.joined()
    }

    /// Whether both JSON and YAML take a character as it is.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        let category = scalar.properties.generalCategory
        return category != .control && category != .lineSeparator && category != .paragraphSeparator
            && scalar != "\u{FEFF}" && scalar.value & 0xFFFE != 0xFFFE
    }

    private static func digits(_ unit: UInt16) -> String {
        let digits = String(unit, radix: 16)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }
}
