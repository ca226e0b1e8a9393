/// A value that the chapter's author did not write: captured from a host, supplied by the lab file, or secret.
///
/// It is data wherever it is put. A harmless word is put in as it is; anything else travels through a block as a
/// stand-in, until the reader of the field says in which language it stands there (`Language`).
struct ForeignValue: Sendable, Hashable {
    /// The name between the braces.
    var name: String
    /// The value itself.
    var text: String

    /// Whether the value is a plain word: it means itself to every reader that takes words, wherever it stands.
    ///
    /// A `=` within it would make an assignment of it; at the end it is the padding of base64.
    var isHarmless: Bool { isPlain(Self.rest) && text.utf8.last != UInt8(ascii: ":") && !text.holds("...") }

    /// Whether bash never parses it any further, wherever it stands and however often it is read.
    var isInert: Bool { isPlain(Self.inert) }

    private func isPlain(_ rest: ASCIISet) -> Bool {
        guard let first = text.utf8.first else { return true }
        let padding = text.utf8.reversed().prefix(2).prefix { $0 == UInt8(ascii: "=") }.count
        return Self.first.contains(first) && rest.covers(text.dropLast(padding))
            && !Self.reserved.contains(text)
    }

    /// Words that mean something to a shell's grammar (bash(1), RESERVED WORDS).
    static let reserved: Set = [
        "case", "coproc", "do", "done", "elif", "else", "esac", "fi", "for", "function", "if", "in", "select",
        "then",
        "until", "while", "time",
    ]

    private static let first = ASCIISet.lettersAndDigits + ASCIISet("_/.")
    private static let rest = first + ASCIISet(":@+-")
    private static let inert = rest + ASCIISet(",%")
}

extension ForeignValue {
    // Private characters of the last plane (Unicode 23.5) around hexadecimal digits: no value can forge one, and YAML readers pass them on.
    private static let open: [UInt8] = Array("\u{10FFF0}".utf8)
    private static let close: [UInt8] = Array("\u{10FFF1}".utf8)
    private static let rawOpen = "\u{10FFF2}"
    private static let rawClose = "\u{10FFF3}"

    /// Its stand-in in a text until the language of the text is known.
    var standIn: String { "\u{10FFF0}" + digits + "\u{10FFF1}" }

    /// What Mustache is given; `escaped` makes a stand-in of it for `{{name}}`, `raw` the value for `{{{name}}}`.
    var mustache: String { Self.rawOpen + digits + Self.rawClose }

    /// What `{{name}}` makes of a text that Mustache was given.
    static func escaped(_ text: String) -> String {
        text.replacing(rawOpen, with: "\u{10FFF0}").replacing(rawClose, with: "\u{10FFF1}")
    }

    /// Whether every stand-in of a text is whole: no transform has taken one apart.
    static func areWhole(in text: String) -> Bool {
        let ends = text.unicodeScalars.count { $0 == "\u{10FFF0}" || $0 == "\u{10FFF1}" }
        return ends == 2 * (ForeignText(text, keepingHarmless: true)?.values.count ?? 0)
    }

    /// What Mustache made of a text, with the values that `{{{name}}}` asks for; nil where a value was taken apart.
    static func raw(_ text: String) -> String? {
        guard text.contains(rawOpen) || text.contains(rawClose) else { return text }
        var result = ""
        var rest = text[...]
        while let begin = rest.firstRange(of: rawOpen) {
            guard let end = rest[begin.upperBound...].firstRange(of: rawClose),
                let value = ForeignValue(digits: rest[begin.upperBound..<end.lowerBound].utf8)
            else { return nil }
            result += rest[..<begin.lowerBound] + value.text
            rest = rest[end.upperBound...]
        }
        return rest.contains(rawClose) ? nil : result + rest
    }

    private var digits: String { Self.hex(name) + "." + Self.hex(text) }

    private static func hex(_ text: String) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: text.utf8.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    private init?(digits: some Collection<UInt8>) {
        let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 2, let name = Self.text(parts[0]), let text = Self.text(parts[1]) else {
            return nil
        }
        self.init(name: name, text: text)
    }

    private static func text(_ digits: some Collection<UInt8>) -> String? {
        var bytes: [UInt8] = []
        var high: UInt8?
        for digit in digits {
            let number: UInt8
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): number = digit - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): number = digit - UInt8(ascii: "a") + 10
            default: return nil
            }
            if let first = high {
                bytes.append(first << 4 | number)
                high = nil
            } else {
                high = number
            }
        }
        return high == nil ? String(decoding: bytes, as: UTF8.self) : nil
    }

    /// The next stand-in at or behind an offset, and where it stands.
    fileprivate static func next(in bytes: [UInt8], from start: Int) -> (
        value: ForeignValue, range: Range<Int>
    )? {
        var start = start
        while let begin = bytes.offset(of: open[0], from: start) {
            start = begin + 1
            guard bytes[begin...].starts(with: open) else { continue }
            let digits = bytes[(begin + open.count)...].prefix { $0 < 0x80 }
            guard bytes[digits.endIndex...].starts(with: close), let value = ForeignValue(digits: digits)
            else {
                continue
            }
            return (value, begin..<digits.endIndex + close.count)
        }
        return nil
    }
}

/// A text with foreign values in it, each shown to a reader of its language as one byte.
struct ForeignText {
    /// The byte that stands for a value; it is in no UTF-8 text.
    static let mark: UInt8 = 0xFF

    /// The text's bytes, with a mark for each value.
    private(set) var bytes: [UInt8] = []
    /// The values, in the order of their marks.
    private(set) var values: [ForeignValue] = []

    /// The text; nil where no foreign value stands in it. Harmless values are taken for a part of it, unless they are kept.
    init?(_ text: String, keepingHarmless: Bool = false) {
        guard text.holds("\u{10FFF0}") else { return nil }
        let all = Array(text.utf8)
        var end = 0
        while let (value, range) = ForeignValue.next(in: all, from: end) {
            bytes += all[end..<range.lowerBound]
            end = range.upperBound
            if value.isHarmless, !keepingHarmless {
                bytes += value.text.utf8
            } else {
                bytes.append(Self.mark)
                values.append(value)
            }
        }
        if end == 0 { return nil }
        bytes += all[end...]
    }

    /// Where the marks stand.
    var marks: [Int] { bytes.indices.filter { bytes[$0] == Self.mark } }

    /// The text with something else in the place of some of its bytes; `edits` are in the order of their places.
    func replacing(_ edits: [(range: Range<Int>, text: String)]) -> String {
        var result: [UInt8] = []
        var end = 0
        for edit in edits {
            result += bytes[end..<edit.range.lowerBound] + Array(edit.text.utf8)
            end = edit.range.upperBound
        }
        return String(decoding: result + bytes[end...], as: UTF8.self)
    }

    /// The values' bytes themselves in their places: the text as data.
    var data: String {
        replacing(zip(marks, values).map { ($0..<$0 + 1, $1.text) })
    }

    /// The bytes of the line that an offset stands in, before it and behind it.
    func line(around offset: Int) -> (before: ArraySlice<UInt8>, behind: ArraySlice<UInt8>) {
        let feed = UInt8(ascii: "\n")
        let start = bytes[..<offset].lastIndex(of: feed).map { $0 + 1 } ?? 0
        let end = bytes[offset...].firstIndex(of: feed) ?? bytes.count
        return (bytes[start..<offset], bytes[offset + 1..<end])
    }

    /// Where an offset stands, in a text that begins at a place.
    func place(of offset: Int, from start: SourcePlace) -> SourcePlace {
        let lines = bytes[..<offset].count { $0 == UInt8(ascii: "\n") }
        return start.moved(lines: lines, column: start.column + line(around: offset).before.count)
    }
}

extension String {
    /// The text with its foreign values as they are: data for a reader that takes every character as itself.
    package var asData: String { ForeignText(self)?.data ?? self }
}
