import Steps

/// What an info string with braces says: `LANG {KIND #id name=value name="quoted value" flag}`.
///
/// It is read from the line as the author wrote it: cmark would take backslashes and entities out.
struct InfoString {
    /// The word before the braces.
    private(set) var language = ""
    /// The first word in the braces; empty where there is none.
    private(set) var kind = ""
    /// Where that word stands.
    private(set) var kindPlace: SourcePlace
    /// The id after `#`.
    private(set) var id: String?
    /// The attributes.
    private(set) var entries: [Fields.Entry] = []
    /// All that is wrong.
    private(set) var problems: [Diagnostic] = []

    private let bytes: ArraySlice<UInt8>
    private let start: SourcePlace
    private var index: Int
    /// Where the last `}}` ends: a `{{` after it opens no tag.
    private lazy var lastTagEnd =
        bytes.indices.dropLast().last { bytes[$0...].starts(with: "}}".utf8) }.map { $0 + 2 } ?? 0

    /// Reads an info string that begins at a place; nil without a brace: an ordinary code block.
    init?(_ bytes: ArraySlice<UInt8>, at place: SourcePlace) {
        guard let brace = bytes.firstIndex(of: UInt8(ascii: "{")) else { return nil }
        self.bytes = bytes
        start = place
        kindPlace = place
        index = brace + 1
        language = Self.language(bytes[..<brace])
        readKind(brace: brace)
        while let byte = skipSpaces(), byte != UInt8(ascii: "}") { readItem() }
        readEnd(brace: brace)
    }
}

extension InfoString {
    private static func language(_ bytes: ArraySlice<UInt8>) -> String {
        let end = bytes.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? bytes.startIndex
        return String(decoding: bytes[..<end].drop(while: isSpace), as: UTF8.self)
    }

    private mutating func readKind(brace: Int) {
        _ = skipSpaces()
        kindPlace = place(of: index)
        if peek != UInt8(ascii: "#") { kind = takeWord() }
        if kind.isEmpty {
            report("missing-kind", at: index, "the braces name no kind", ["Begin with one: {run #id on=…}"])
        }
    }

    private mutating func readItem() {
        let begin = index
        if peek == UInt8(ascii: "#") { return readID() }
        let name = takeWord()
        var value = ""
        var valuePlace = place(of: begin)
        if name.isEmpty {
            let text = take { !Self.isSpace($0) && $0 != UInt8(ascii: "}") }
            return report("bad-attribute", at: begin, "`\(text)` is no attribute", [Self.form])
        }
        if peek == UInt8(ascii: "=") {
            index += 1
            let isQuoted = peek == UInt8(ascii: "\"")
            valuePlace = place(of: isQuoted ? index + 1 : index)
            value = isQuoted ? takeQuoted() : takeBare()
        }
        entries.append(
            Fields.Entry(name: name, content: .text(value), place: place(of: begin), valuePlace: valuePlace))
    }

    private mutating func readID() {
        let begin = index
        index += 1
        let word = takeWord()
        if id != nil {
            report("two-ids", at: begin, "`#\(word)` is a second id", ["A step has one id."])
        } else if !Self.isID(word) {
            report(
                "bad-id", at: begin, "`#\(word)` is no id",
                ["Letters, digits, `-`, `_` and `.`, beginning with a letter or digit: #etcd-up"])
        } else {
            id = word
        }
    }

    private mutating func readEnd(brace: Int) {
        guard peek == UInt8(ascii: "}") else {
            return report(
                "open-brace", at: brace, "the brace is not closed on its line",
                ["End the info string with `}`; it is one line, however long."])
        }
        index += 1
        if skipSpaces() != nil {
            report("text-after-brace", at: index, "there is text after the closing brace", [Self.form])
        }
    }

    private static let form = "Write: LANGUAGE {KIND #id name=value name=\"two words\" flag}"

    private static func isID(_ word: String) -> Bool {
        guard let first = word.utf8.first, ASCIISet.lettersAndDigits.contains(first) else { return false }
        let letters = idSet
        return word.utf8.allSatisfy { letters.contains($0) }
    }

    private static let idSet = ASCIISet.lettersAndDigits + ASCIISet("-_.")
    private static let wordEnd = ASCIISet.blank + ASCIISet("={}\"#")
}

// The cursor: every function leaves `index` after the text that it has read.
extension InfoString {
    private var peek: UInt8? { index < bytes.endIndex ? bytes[index] : nil }

    private func place(of index: Int) -> SourcePlace {
        start.moved(column: start.column + index - bytes.startIndex)
    }

    private mutating func report(_ id: String, at index: Int, _ summary: String, _ solutions: [String]) {
        problems.append(.error(id, at: place(of: index), summary, solutions))
    }

    /// Passes over spaces and tabs; the byte after them.
    private mutating func skipSpaces() -> UInt8? {
        while let byte = peek, Self.isSpace(byte) { index += 1 }
        return peek
    }

    /// A name: everything up to a space, `=`, `#`, quotation mark or brace.
    private mutating func takeWord() -> String {
        let end = Self.wordEnd
        return take { !end.contains($0) }
    }

    /// A value without quotation marks: up to a space or `}`, where `{{name}}` belongs to it.
    private mutating func takeBare() -> String {
        let begin = index
        while let byte = peek, !Self.isSpace(byte), byte != UInt8(ascii: "}") {
            let isTag =
                byte == UInt8(ascii: "{") && bytes[index...].starts(with: "{{".utf8) && index < lastTagEnd
            let end = isTag ? bytes[index...].firstRange(of: "}}".utf8)?.upperBound : nil
            index = end ?? index + 1
        }
        return String(decoding: bytes[begin..<index], as: UTF8.self)
    }

    /// A quoted value, where `\"` and `\\` stand for `"` and `\`.
    private mutating func takeQuoted() -> String {
        let begin = index
        var value: [UInt8] = []
        index += 1
        while let byte = peek, byte != UInt8(ascii: "\"") {
            let next = index + 1 < bytes.endIndex ? bytes[index + 1] : 0
            let isEscape = byte == UInt8(ascii: "\\") && "\"\\".utf8.contains(next)
            value.append(isEscape ? next : byte)
            index += isEscape ? 2 : 1
        }
        if peek == nil {
            report("open-quote", at: begin, "the quotation mark is not closed on its line", [])
        } else {
            index += 1
        }
        return String(decoding: value, as: UTF8.self)
    }

    private mutating func take(while belongs: (UInt8) -> Bool) -> String {
        let word = bytes[index...].prefix(while: belongs)
        index = word.endIndex
        return String(decoding: word, as: UTF8.self)
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }
}
