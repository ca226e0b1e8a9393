import Steps

/// Code as HTML: each line escaped and marked by itself, so that lines can be wrapped one by one.
///
/// Comments are `<i>`, keys and keywords `<b>`, `{{name}}` is `<var>`; strings, shell variables and options are spans of
/// class `s`, `v` and `o`.
struct Highlighter {
    private let grammar: Grammar
    private var openQuote: UInt8?
    private var html: [UInt8] = []

    /// A highlighter for a language; one that is not known is escaped only.
    init(_ language: String) {
        grammar = Grammar.named(language) ?? Grammar(names: [], comment: [], quotes: [])
    }

    /// The lines of a text.
    static func lines(_ text: some StringProtocol, language: String) -> [String] {
        var highlighter = Highlighter(language)
        var bytes = Array(text.utf8)
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        return bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { highlighter.line($0) }
    }

    /// A whole text.
    static func html(_ text: some StringProtocol, language: String) -> String {
        lines(text, language: language).joined(separator: "\n")
    }

    /// One line, after those before it.
    mutating func line(_ line: ArraySlice<UInt8>) -> String {
        html = []
        html.reserveCapacity(line.count * 2)
        var rest = line
        if openQuote == nil { takeBeginning(&rest) }
        while !rest.isEmpty { takePiece(&rest) }
        return String(decoding: html, as: UTF8.self)
    }
}

// The pieces of a line.
extension Highlighter {
    private mutating func takeBeginning(_ rest: inout ArraySlice<UInt8>) {
        let text = rest.drop(while: Self.isSpace)
        if !grammar.comment.isEmpty, text.starts(with: grammar.comment) {
            return take(&rest, rest.count, "<i>", "</i>")
        }
        if grammar.hasSections, text.first == UInt8(ascii: "[") {
            return take(&rest, rest.count, "<b>", "</b>")
        }
        guard let length = keyLength(text) else { return }
        take(&rest, text.startIndex - rest.startIndex)
        take(&rest, length, "<b>", "</b>")
    }

    /// How many bytes of a line's text are the name of what it sets.
    private func keyLength(_ text: ArraySlice<UInt8>) -> Int? {
        guard grammar.key != .none else { return nil }
        let mark = UInt8(ascii: grammar.key == .colon ? ":" : "=")
        let items = text.prefix { $0 == UInt8(ascii: "-") || Self.isSpace($0) }.count
        let name = text.dropFirst(items).prefix { $0 != mark && !Self.keyEnd.contains($0) }
        let after = text[name.endIndex...]
        let isEnd = grammar.key == .equals || after.dropFirst().first.map(Self.isSpace) ?? true
        let hasSpaces = name.contains(where: Self.isSpace) && grammar.key == .colon
        return after.first == mark && isEnd && !name.isEmpty && !hasSpaces ? items + name.count : nil
    }

    private static let keyEnd = ASCIISet("#\"'{}[],")

    private mutating func takePiece(_ rest: inout ArraySlice<UInt8>) {
        guard let byte = rest.first else { return }
        if rest.starts(with: "{{".utf8) { return takeTag(&rest) }
        if let quote = openQuote { return takeString(&rest, quote, opening: 0) }
        if grammar.quotes.contains(byte) { return takeString(&rest, byte, opening: 1) }
        if Self.isSpace(byte) {
            take(&rest, 1)
            if !grammar.comment.isEmpty, rest.starts(with: grammar.comment) {
                take(&rest, rest.count, "<i>", "</i>")
            }
            return
        }
        if grammar.isShell, takeShell(&rest, byte) { return }
        let word = rest.prefix(while: Self.isWord)
        guard !word.isEmpty else { return take(&rest, 1) }
        let isKeyword =
            !grammar.keywords.isEmpty && grammar.keywords.contains(String(decoding: word, as: UTF8.self))
        isKeyword ? take(&rest, word.count, "<b>", "</b>") : take(&rest, word.count)
    }

    private mutating func takeTag(_ rest: inout ArraySlice<UInt8>) {
        let end = rest.firstRange(of: "}}".utf8)?.upperBound ?? rest.endIndex
        take(&rest, end - rest.startIndex, "<var>", "</var>")
    }

    /// The rest of a string, up to its end, a tag or the end of the line.
    private mutating func takeString(_ rest: inout ArraySlice<UInt8>, _ quote: UInt8, opening: Int) {
        var end = rest.startIndex + opening
        openQuote = grammar.hasLongStrings || opening == 0 ? quote : nil
        while end < rest.endIndex {
            if rest[end...].starts(with: "{{".utf8) {
                openQuote = quote
                break
            }
            let byte = rest[end]
            end += 1
            if byte == UInt8(ascii: "\\"), quote != UInt8(ascii: "'") {
                end = min(end + 1, rest.endIndex)
            } else if byte == quote {
                openQuote = nil
                break
            }
        }
        if end == rest.endIndex, !grammar.hasLongStrings { openQuote = nil }
        let isKey = grammar.hasQuotedKeys && rest[end...].drop(while: Self.isSpace).first == UInt8(ascii: ":")
        guard end > rest.startIndex else { return }
        isKey
            ? take(&rest, end - rest.startIndex, "<b>", "</b>")
            : take(&rest, end - rest.startIndex, "<span class=s>", "</span>")
    }

    /// `$name`, `${…}` and options.
    private mutating func takeShell(_ rest: inout ArraySlice<UInt8>, _ byte: UInt8) -> Bool {
        if byte == UInt8(ascii: "$") {
            let after = rest.dropFirst()
            let isBraced = after.first == UInt8(ascii: "{")
            let name = isBraced ? after.prefix { $0 != UInt8(ascii: "}") } : after.prefix(while: Self.isWord)
            guard !name.isEmpty else { return false }
            let length = min(1 + name.count + (isBraced ? 1 : 0), rest.count)
            take(&rest, length, "<span class=v>", "</span>")
            return true
        }
        guard byte == UInt8(ascii: "-"), html.last.map(Self.isSpace) ?? true else { return false }
        let option = rest.prefix { Self.isWord($0) || $0 == UInt8(ascii: "-") }
        take(&rest, option.count, "<span class=o>", "</span>")
        return true
    }

    private mutating func take(
        _ rest: inout ArraySlice<UInt8>, _ count: Int, _ opening: StaticString = "",
        _ closing: StaticString = ""
    ) {
        guard count > 0 else { return }
        html.append(opening)
        HTML.escape(rest.prefix(count), into: &html)
        html.append(closing)
        rest = rest.dropFirst(count)
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || byte >= 0x80
            || byte == UInt8(ascii: "_")
    }
}
