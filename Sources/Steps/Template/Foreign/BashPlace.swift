/// Where in a script a value stands.
enum BashPlace {
    /// Part of a word without quotes; whether a `-` at its beginning may make it an option.
    case word(mayBeOption: Bool)
    /// Between double quotes.
    case double(mayBeOption: Bool)
    /// Between single quotes.
    case single(mayBeOption: Bool)
    /// In a comment.
    case comment
    /// In a line of a here-document.
    case document(BashDocument.Line)
    /// Where it cannot be written as data: why.
    case refused(String)
}

/// A here-document (bash(1), Here Documents).
struct BashDocument {
    /// The line that ends it.
    var delimiter: [UInt8]
    /// Whether nothing is expanded in it.
    var isQuoted: Bool
    /// Whether tabs at the beginnings of its lines are taken away.
    var stripsTabs: Bool
    /// Why values in it are no data; nil where they are.
    var reason: String?

    /// The line of it that a value stands in.
    struct Line {
        var document: BashDocument
        var before: [UInt8]
        var behind: [UInt8]
    }
}

/// How foreign values stand in bash: each as itself, quoted for its place.
struct BashText {
    private let text: ForeignText
    private let places: [BashPlace]

    init(_ text: ForeignText) {
        self.text = text
        var scanner = BashScanner(text.bytes)
        places = scanner.scan()
    }

    var decisions: [Language.Decision] {
        zip(places, zip(text.values, text.marks)).map { place, value in
            decision(on: value.0, at: value.1, place)
        }
    }

    private func decision(on value: ForeignValue, at mark: Int, _ place: BashPlace) -> Language.Decision {
        let written = value.text
        if value.isHarmless {
            if case .document(let line) = place, mayEnd(line.document, at: mark) {
                return refuse("it may end the here-document", value)
            }
            return .write(at: mark, written)
        }
        if written.utf8.contains(0) { return refuse("a shell knows no zero bytes", value) }
        switch place {
        case .refused(let reason): return refuse(reason, value)
        case .word(true), .double(true), .single(true):
            guard written.hasPrefix("-") else { fallthrough }
            return .refuse(
                "it begins with `-`, so a program may take it for an option",
                "Write `--` before it, or assign it to a variable first: v={{\(value.name)}}")
        case .word, .double, .single: return .write(at: mark, Self.quoted(written, place))
        case .comment:
            return written.isPrintableLine
                ? .write(at: mark, written) : refuse("a comment is one line", value)
        case .document(let line): return decision(on: value, at: mark, in: line)
        }
    }

    private static func quoted(_ text: String, _ place: BashPlace) -> String {
        switch place {
        case .double: return escaped(text, "\\$`\"")
        case .single: return text.replacing("'", with: "'\\''")
        default: return ForeignValue.reserved.contains(text) ? "'\(text)'" : Script.quote(text)
        }
    }

    private static func escaped(_ text: String, _ special: String) -> String {
        String(text.flatMap { special.contains($0) ? ["\\", $0] : [$0] })
    }

    private func decision(on value: ForeignValue, at mark: Int, in line: BashDocument.Line)
        -> Language.Decision
    {
        if let reason = line.document.reason { return refuse(reason, value) }
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
            "Assign it to a variable first, v={{\(value.name)}}, and hand \"$v\" over as an argument or by standard input."
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
