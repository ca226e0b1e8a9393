/// How a foreign value stands among plain lines, which know no quoting: it may not make lines beside its own.
enum PlainText {
    static func decision(_ value: ForeignValue, at mark: Int, in text: ForeignText) -> Language.Decision {
        if value.text.isPrintableLine || value.text.isText && isAlone(mark, in: text) {
            return .write(at: mark, value.text)
        }
        return .refuse(
            "several lines or control characters cannot stand within a line",
            "Put `{{\(value.name)}}` on a line of its own, or print one line of text where it is captured.")
    }

    /// Whether a value is all that its line holds.
    static func isAlone(_ mark: Int, in text: ForeignText) -> Bool {
        let line = text.line(around: mark)
        return line.before.isEmpty && line.behind.isEmpty
    }
}

extension String {
    /// Whether it holds no control characters but line ends and tabs.
    var isText: Bool {
        !unicodeScalars.contains { $0.properties.generalCategory == .control && $0 != "\t" && $0 != "\n" }
    }
}
