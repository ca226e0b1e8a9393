/// The language that a text is read in, which decides how a foreign value is written there.
enum Language: Sendable {
    case bash, yaml, json, ini, text
    /// A regular expression.
    case expression
    /// A language whose quoting rules are unknown here.
    case other(String)

    /// The language that an info string names.
    init(_ name: String) {
        switch name.lowercased() {
        case "bash", "sh", "shell": self = .bash
        case "yaml", "yml": self = .yaml
        case "json": self = .json
        case "ini", "env", "systemd": self = .ini
        case "text", "txt": self = .text
        default: self = .other(name)
        }
    }

    /// What becomes of a foreign value.
    enum Decision {
        /// Some bytes of the text, the value's mark among them, are written so.
        case write(Range<Int>, String)
        /// The value cannot stand there: why, and what to do instead.
        case refuse(String, String)
    }

    /// The text with its foreign values written so that a reader of the language reads each as itself.
    ///
    /// Throws `Diagnostics` for values that cannot be written at their place.
    func fill(_ text: String, at place: SourcePlace) throws(Diagnostics) -> String {
        guard let text = ForeignText(text, keepingHarmless: !takesWords) else { return text }
        var edits: [(range: Range<Int>, text: String)] = []
        var problems: [Diagnostic] = []
        var decisions = decisions(on: text)
        if decisions.count != text.values.count {
            decisions = text.each { _, _ in
                .refuse("its place is not understood", "Write the text around it plainly.")
            }
        }
        for (index, decision) in decisions.enumerated() {
            switch decision {
            case .write(let range, let text): edits.append((range, text))
            case .refuse(let reason, let advice):
                let spot = text.place(of: text.marks[index], from: place)
                problems.append(.foreign(text.values[index], at: spot, reason, advice))
            }
        }
        guard problems.isEmpty else { throw Diagnostics(problems) }
        return text.replacing(edits)
    }

    /// Whether a harmless word is itself at every place. In a regular expression its `.` is none, in JSON it needs
    /// quotes, and in bash it may be the line that ends a here-document.
    private var takesWords: Bool {
        switch self {
        case .bash, .json, .expression: false
        case .yaml, .ini, .text, .other: true
        }
    }

    /// What becomes of each value of a text, in their order.
    private func decisions(on text: ForeignText) -> [Decision] {
        switch self {
        case .bash: BashText(text).decisions
        case .yaml: YAMLText(text).decisions
        case .json: JSONText(text).decisions
        case .ini: text.each { INIText.decision($0, at: $1, in: text) }
        case .expression: text.each { .write(at: $1, RegularExpression.escaped($0.text)) }
        case .text: text.each { PlainText.decision($0, at: $1, in: text) }
        case .other(let name):
            text.each { _, _ in
                .refuse(
                    "nobody knows how \(name.isEmpty ? "a text without a language" : name) quotes it",
                    "Name the language before the braces: bash, yaml, json, ini, or text for plain lines.")
            }
        }
    }
}

extension ForeignText {
    /// A decision for each value and its place.
    func each(_ decide: (ForeignValue, Int) -> Language.Decision) -> [Language.Decision] {
        zip(values, marks).map { decide($0, $1) }
    }
}

extension Language.Decision {
    /// The value's own place and nothing around it.
    static func write(at mark: Int, _ text: String) -> Self { .write(mark..<mark + 1, text) }
}

extension Diagnostic {
    /// The name of the problem that a foreign value cannot be written where it stands.
    package static let foreignValue = "foreign-value"

    /// A foreign value that cannot be written at its place. The message does not contain the value, because
    /// it may be a secret.
    static func foreign(
        _ value: ForeignValue, at place: SourcePlace, _ reason: String, _ advice: String
    ) -> Diagnostic {
        .error(
            foreignValue, at: place, "the value of `\(value.name)` is no plain word, and \(reason)",
            [
                advice,
                "It comes from a host or from the lab: `{{{\(value.name)}}}` puts it in unquoted, if you trust it.",
            ])
    }
}

extension String {
    /// Whether it is one line without control characters.
    var isPrintableLine: Bool {
        !unicodeScalars.contains { $0.properties.generalCategory == .control && $0 != "\t" }
    }
}
