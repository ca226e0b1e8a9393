/// How foreign values stand in bash: each as itself, quoted for its place.
struct BashText {
    private let text: ForeignText
    private let places: [BashPlace]
    private let flow: BashFlow
    /// Why the script is not plain, so that values other than plain words are no data in it.
    private let danger: String?

    init(_ text: ForeignText) {
        self.text = text
        var scanner = BashScanner(text.bytes)
        places = scanner.scan()
        flow = scanner.flow
        danger = scanner.danger.map { danger in
            let line = text.bytes[..<danger.at].count { $0 == UInt8(ascii: "\n") } + 1
            return "\(danger.reason) (line \(line) of the script)"
        }
    }

    var decisions: [Language.Decision] {
        zip(places, zip(text.values, text.marks)).map { place, value in
            decision(on: value.0, at: value.1, place)
        }
    }

    private func decision(on value: ForeignValue, at mark: Int, _ place: BashPlace) -> Language.Decision {
        let written = value.text
        if value.isInert {
            if case .document(let line) = place, mayEnd(line.document, at: mark) {
                return refuse("it may end the here-document", value)
            }
            return .write(at: mark, written)
        }
        if written.utf8.contains(0) { return refuse("a shell knows no zero bytes", value) }
        if case .comment = place {
            return written.isPrintableLine
                ? .write(at: mark, written) : refuse("a comment is one line", value)
        }
        if let reason = danger ?? reason(in: value) { return refuse(reason, value) }
        switch place {
        case .refused(let reason): return refuse(reason, value)
        case .word(true), .double(true), .single(true):
            guard written.hasPrefix("-") else { fallthrough }
            return .refuse(
                "it begins with `-`, so the program may take it for an option",
                "Write `--` between the program and it, if the program knows that: rm -- {{\(value.name)}}")
        case .word, .double, .single: return .write(at: mark, Self.quoted(written, place))
        case .document(let line): return decision(on: value, at: mark, in: line)
        case .comment: return refuse("a comment is one line", value)
        }
    }

    /// Why a value of this text is no data in the script, wherever it stands; nil where it is.
    private func reason(in value: ForeignValue) -> String? {
        let written = value.text
        if flow.holdsCurl, let first = written.first, "@<".contains(first) {
            return "it begins with `\(first)`, and curl reads the file that is named so"
        }
        if flow.readsRecords, !written.isPrintableLine { return "`chpasswd` takes each line for a user's" }
        if flow.declaresArrays { return "`declare` takes text for the members of an array" }
        if let program = flow.loosely, Self.mayHoldOption(written) {
            return "`\(program)` may take a part of it for an option: write `--` before the variable"
        }
        return nil
    }

    private static func mayHoldOption(_ text: String) -> Bool {
        text.split { $0.isWhitespace }.contains { $0.hasPrefix("-") }
    }

    private static func quoted(_ text: String, _ place: BashPlace) -> String {
        switch place {
        case .double: escaped(text, "\\$`\"")
        case .single: text.replacing("'", with: "'\\''")
        default: "'" + text.replacing("'", with: "'\\''") + "'"
        }
    }

    private static func escaped(_ text: String, _ special: String) -> String {
        String(text.flatMap { special.contains($0) ? ["\\", $0] : [$0] })
    }

    private func decision(on value: ForeignValue, at mark: Int, in line: BashDocument.Line)
        -> Language.Decision
    {
        let isAlone = line.before.isEmpty && line.behind.isEmpty
        if line.document.stripsTabs,
            value.text.utf8.first == UInt8(ascii: "\t") || value.text.contains("\n\t")
        {
            return refuse("the here-document loses the tabs at the beginning of a line", value)
        }
        guard value.text.isPrintableLine || value.text.isText && isAlone else {
            return .refuse(
                "several lines or control characters cannot stand within a line of a here-document",
                "Put `{{\(value.name)}}` on a line of its own.")
        }
        let written = line.document.isQuoted ? value.text : Self.escaped(value.text, "\\$`")
        if mayEnd(line.document, at: mark) { return refuse("it may end the here-document", value) }
        return .write(at: mark, written)
    }

    private func refuse(_ reason: String, _ value: ForeignValue) -> Language.Decision {
        .refuse(
            reason,
            "Write the value to a file by a `file` step, and read it where you need it: v=$(cat FILE); or use it in a step of plain commands."
        )
    }
}

extension BashText {
    /// Whether what a value's line becomes is, or holds, the line that ends a here-document.
    private func mayEnd(_ document: BashDocument, at mark: Int) -> Bool {
        let (before, behind) = text.line(around: mark)
        let first = text.marks.prefix { $0 < mark }.count - before.count { $0 == ForeignText.mark }
        var values = text.values[first...].makeIterator()
        let line = (before + [ForeignText.mark] + behind).flatMap { byte in
            byte == ForeignText.mark ? Array((values.next()?.text ?? "").utf8) : [byte]
        }
        return line.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).contains { line in
            let plain = document.stripsTabs ? line.drop { $0 == UInt8(ascii: "\t") } : line
            return plain.elementsEqual(document.delimiter)
        }
    }
}
