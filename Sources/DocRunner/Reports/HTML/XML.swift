/// An element of XML 1.0, written so that any text in it is well formed.
struct XML {
    private let name: String
    private let attributes: [(String, String)]
    private let children: [XML]
    private let content: String

    /// An element of children, or of text.
    init(_ name: String, _ attributes: [(String, String)] = [], _ children: [XML] = [], text: String = "") {
        self.name = name
        self.attributes = attributes
        self.children = children
        content = text
    }

    /// The element and all in it, each on lines of its own.
    var text: String { text(indent: "") }

    private func text(indent: String) -> String {
        let head = attributes.reduce("\(indent)<\(name)") {
            "\($0) \($1.0)=\"\(Self.escape($1.1, isAttribute: true))\""
        }
        if !content.isEmpty { return "\(head)>\(Self.escape(content))</\(name)>\n" }
        if children.isEmpty { return "\(head)/>\n" }
        return "\(head)>\n" + children.map { $0.text(indent: indent + "  ") }.joined()
            + "\(indent)</\(name)>\n"
    }

    /// Text with markup escaped; what XML 1.0 cannot hold (section 2.2, Char) becomes U+FFFD.
    static func escape(_ text: String, isAttribute: Bool = false) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\n" where isAttribute: escaped += "&#10;"
            case "\t" where isAttribute: escaped += "&#9;"
            case "\r": escaped += "&#13;"
            case "\t", "\n", "\u{20}"..."\u{D7FF}", "\u{E000}"..."\u{FFFD}", "\u{10000}"..."\u{10FFFF}":
                escaped.unicodeScalars.append(scalar)
            default: escaped += "\u{FFFD}"
            }
        }
        return escaped
    }
}
