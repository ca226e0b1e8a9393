import PlainText
import Steps

// What ends on a command line of ssh(1), and what ends on somebody's terminal.
extension Fields {
    /// A user's name that ssh cannot take for an option.
    mutating func user(_ name: String) -> String? {
        guard let (text, place) = placedText(name) else { return nil }
        guard !HostName.isUser(text) else { return text }
        report(
            .error(
                "bad-value", at: place, "`\(text)` cannot be a user's name",
                ["Write letters, digits and `.`, `_`, `-`, not beginning with `-`."]))
        return nil
    }

    /// Jump hosts as ssh -J takes them; `none` and nothing are none.
    mutating func jumpHops(_ name: String) -> [JumpHop] {
        guard let (text, place) = placedText(name), text != "none" else { return [] }
        if let hops = JumpHop.list(text) { return hops }
        report(
            .error(
                "bad-value", at: place, "`\(text)` is no jump host",
                ["Write [user@]host[:port], several with commas between them: me@bastion.example.org:2222"]))
        return []
    }

    /// Reports every name and value with a character that no terminal may be shown, and line ends where a value has no
    /// lines: the file may be somebody else's.
    mutating func reportHiddenCharacters() {
        for entry in entries {
            report(
                Self.hidden(in: entry, allowsLines: ["variables", "secrets", "power"].contains(entry.name)))
        }
    }

    private static func hidden(in entry: Entry, allowsLines: Bool) -> [Diagnostic] {
        switch entry.content {
        case .text(let text):
            return hidden(in: entry.name, at: entry.place, false)
                + hidden(in: text, at: entry.valuePlace, allowsLines)
        case .list(let items):
            return hidden(in: entry.name, at: entry.place, false)
                + items.flatMap { hidden(in: $0, allowsLines: allowsLines) }
        case .map(let fields):
            return hidden(in: entry.name, at: entry.place, false)
                + fields.entries.flatMap { hidden(in: $0, allowsLines: allowsLines || $0.name == "power") }
        }
    }

    private static func hidden(in text: String, at place: SourcePlace, _ allowsLines: Bool) -> [Diagnostic] {
        let line = allowsLines ? nil : text.unicodeScalars.first("\n")
        guard let scalar = HostText.firstHidden(in: text) ?? line else { return [] }
        let number = String(scalar.value, radix: 16, uppercase: true)
        let code = String(repeating: "0", count: max(0, 4 - number.count)) + number
        return [
            .error(
                "hidden-character", at: place, "this holds U+\(code), which cannot be seen",
                ["Take the character out."])
        ]
    }
}

extension String.UnicodeScalarView {
    fileprivate func first(_ scalar: Unicode.Scalar) -> Unicode.Scalar? { contains(scalar) ? scalar : nil }
}
