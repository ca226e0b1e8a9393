/// Ways in which programs write a text that may hold signs of their own language.
struct TextEscapes: Sendable {
    /// What stands for a character; nil leaves it as it is.
    let replacement: @Sendable (Unicode.Scalar) -> String?

    /// The text as it is written.
    func escape(_ text: String) -> String {
        text.unicodeScalars.map { replacement($0) ?? String($0) }.joined()
    }

    /// All that are looked for.
    static let all = [
        url("", upper: true), url("", upper: false), url("!'()*", upper: true), url("/", upper: true),
        form,
        json("", ascii: false), json("/", ascii: false), json("<>&", ascii: false), json("", ascii: true),
        table(["&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;"]),
        table(["&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&#34;", "'": "&#39;"]),
        table(["&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#x27;"]),
        table(["&": "&amp;", "<": "&lt;", ">": "&gt;"]),
        table(["'": "'\\''"]),
        table(["'": "''"]),
        table(["'": "\\'", "\\": "\\\\"]),
        table(["\"": "\\\"", "$": "\\$", "`": "\\`", "\\": "\\\\"]),
        shellWord,
    ]

    private static func table(_ table: [Unicode.Scalar: String]) -> TextEscapes {
        TextEscapes { table[$0] }
    }

    /// Percent-encoding (RFC 3986, 2.1) of all but unreserved characters and those of `kept`.
    private static func url(_ kept: String, upper: Bool) -> TextEscapes {
        TextEscapes { scalar in
            if isUnreserved(scalar) || kept.unicodeScalars.contains(scalar) { return nil }
            return String(scalar).utf8.map { "%" + hex($0, digits: 2, upper: upper) }.joined()
        }
    }

    /// The same with `+` for a space (application/x-www-form-urlencoded).
    private static let form = TextEscapes { $0 == " " ? "+" : url("", upper: true).replacement($0) }

    /// A JSON string (RFC 8259, 7), where some programs escape more than they must.
    private static func json(_ more: String, ascii: Bool) -> TextEscapes {
        TextEscapes { scalar in
            switch scalar {
            case "\"", "\\": "\\\(scalar)"
            case "/" where more == "/": "\\/"
            case "\t": "\\t"
            case _
            where scalar.value < 0x20 || more.unicodeScalars.contains(scalar) || ascii && !scalar.isASCII:
                String(scalar).utf16.map { "\\u" + hex($0, digits: 4, upper: false) }.joined()
            default: nil
            }
        }
    }

    /// A word with a backslash before what means something to a shell, as `printf %q` of bash writes it.
    private static let shellWord = TextEscapes { scalar in
        scalar.isASCII && !isUnreserved(scalar) && !"/:@%+=,".unicodeScalars.contains(scalar)
            ? "\\\(scalar)" : nil
    }

    private static func isUnreserved(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
            || "-._~".unicodeScalars.contains(scalar)
    }

    private static func hex(_ number: some BinaryInteger, digits: Int, upper: Bool) -> String {
        let text = String(number, radix: 16, uppercase: upper)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
