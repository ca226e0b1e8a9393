import PlainText

// What ends on somebody's terminal, and was written by somebody else: no escapes, no turned or hidden text.
extension Fields {
    /// Reports every name and value with a character that no terminal may be shown, and line ends in the values of those
    /// names at the top whose values have no lines: YAML writes any character by an escape (`"\e"`).
    public mutating func reportHiddenCharacters(allowingLinesIn hasLines: (String) -> Bool = { _ in true }) {
        for entry in entries { report(Self.hidden(in: entry, allowsLines: hasLines(entry.name), hasLines)) }
    }

    private static func hidden(in entry: Entry, allowsLines: Bool, _ hasLines: (String) -> Bool)
        -> [Diagnostic]
    {
        let name = Diagnostic.hidden(in: entry.name, at: entry.place, allowsLines: false)
        switch entry.content {
        case .text(let text):
            return name + Diagnostic.hidden(in: text, at: entry.valuePlace, allowsLines: allowsLines)
        case .list(let items):
            return name + items.flatMap { hidden(in: $0, allowsLines: allowsLines, hasLines) }
        case .map(let fields):
            return name
                + fields.entries.flatMap {
                    hidden(in: $0, allowsLines: allowsLines || hasLines($0.name), hasLines)
                }
        }
    }
}

extension Diagnostic {
    /// The first character of a text that no terminal may be shown, as an error at its place; none where all may be.
    package static func hidden(in text: some StringProtocol, at place: SourcePlace, allowsLines: Bool)
        -> [Diagnostic]
    {
        let line: Unicode.Scalar? =
            !allowsLines && text.trimmingLineEnds.utf8.contains(UInt8(ascii: "\n")) ? "\n" : nil
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
