// Reads of what names a file on a host.
extension Fields {
    /// An absolute path; nil when it was not written or does not begin with `/` (which is a problem).
    public mutating func path(_ name: String) -> String? {
        guard let path = text(name) else { return nil }
        if path.hasPrefix("/"), path != "/", !path.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
            return path
        }
        reportValue(name, path, "an absolute path, such as /etc/default/etcd")
        return nil
    }

    /// An absolute path that must be there.
    public mutating func requiredPath(_ name: String) -> String {
        if has(name) { return path(name) ?? "" }
        return requiredText(name)
    }

    private static let ownerSet = ASCIISet.lettersAndDigits + ASCIISet("_-.")

    /// An owner as chown(1) reads it, always with a group: `root` is `root:root`.
    public mutating func owner(_ name: String) -> String? {
        guard let text = text(name) else { return nil }
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        let isName = parts.allSatisfy { part in
            part.first != UInt8(ascii: "-") && !part.isEmpty && part.allSatisfy(Self.ownerSet.contains)
        }
        switch parts.count {
        case 1 where isName: return "\(text):\(text)"
        case 2 where isName: return text
        default:
            reportValue(name, text, "a user and a group: root:root")
            return nil
        }
    }
}

// Reads of what is an argument of a program on a host, and may be nothing else.
extension Fields {
    /// A word that a program takes for an operand: it begins with none of the signs of an option, and is one line.
    mutating func operand(_ name: String) -> String? {
        guard let text = text(name) else { return nil }
        if !text.isEmpty, !"-+@".contains(text.first ?? "-"), text.isPrintableLine { return text }
        reportValue(name, text.cleanLine, "one line that begins with none of `-`, `+` and `@`")
        return nil
    }

    /// The same where it must be there.
    mutating func requiredOperand(_ name: String) -> String {
        has(name) ? operand(name) ?? "" : requiredText(name)
    }

    /// A URL that begins with one of some texts; it holds no white space or control characters (RFC 3986, 2), which would be
    /// lines of curl's settings. It must be there if `isRequired`.
    mutating func url(_ name: String, beginning: [String], _ wanted: String, isRequired: Bool = false)
        -> String?
    {
        if isRequired, !has(name) || text(name) == "" { return requiredText(name) }
        guard let text = text(name) else { return nil }
        let isClean = !text.unicodeScalars.contains {
            $0.properties.isWhitespace || $0.value < 0x21 || $0.value == 0x7F
        }
        if isClean, beginning.contains(where: text.hasPrefix) { return text }
        reportValue(
            name, text.cleanLine, wanted + (isClean ? "" : ", without white space or control characters"))
        return nil
    }

    /// The name of a systemd unit (systemd.unit(5), Description); nil where it is none.
    mutating func unit(_ name: String) -> String? {
        guard let text = text(name) else { return nil }
        if text.isUnitName { return text }
        reportValue(name, text.cleanLine, "the name of a unit, such as etcd or srv-web.mount")
        return nil
    }

    /// The same where it must be there.
    mutating func requiredUnit(_ name: String) -> String { has(name) ? unit(name) ?? "" : requiredText(name) }

    /// A command as words that white space parts; a foreign value stays in its word, whatever it holds.
    mutating func command(_ name: String) -> [String]? {
        guard let entry = entry(name), case .text(let text) = entry.content else {
            return self.text(name).map { [$0] }
        }
        let words = text.words.map { String($0).asData }
        return words.isEmpty ? nil : words
    }
}

extension String {
    private static let unitSet = ASCIISet.lettersAndDigits + ASCIISet(":-_.\\@")

    /// Whether systemd may know a unit of that name.
    var isUnitName: Bool { !isEmpty && !hasPrefix("-") && Self.unitSet.covers(self) }

    /// One line of it for messages, without control characters.
    fileprivate var cleanLine: String {
        String(
            unicodeScalars.prefix(80).map { $0.properties.generalCategory == .control ? " " : Character($0) })
    }
}
