/// Reads the YAML that most bodies are: block mappings and lists of plain ASCII words, one to a line.
///
/// It knows so little of YAML that what it does read can mean one thing only; the rest is left to libyaml.
struct PlainYAML {
    private struct Line {
        var indent: Int
        /// Where the text begins after the indentation, and where it ends.
        var text: Range<Int>
    }

    private let bytes: [UInt8]
    private let title: String
    private let start: SourcePlace
    private var lines: [Line] = []
    private var next = 0

    /// The mapping that a text is; nil where the text is empty, wrong, or takes all of YAML to read.
    static func mapping(_ text: String, title: String, at start: SourcePlace) -> Fields? {
        guard var reader = PlainYAML(text, title: title, at: start), !reader.lines.isEmpty else { return nil }
        let fields = reader.mapping(indent: 0)
        return reader.next == reader.lines.count ? fields : nil
    }

    /// Cuts a text into lines; nil where one is empty, or has a comment or a byte that is not printable ASCII.
    private init?(_ text: String, title: String, at start: SourcePlace) {
        bytes = Array(text.utf8)
        self.title = title
        self.start = start
        var begin = 0
        while begin < bytes.count {
            var end = begin
            while end < bytes.count, bytes[end] != UInt8(ascii: "\n") {
                guard (0x20...0x7E).contains(bytes[end]), bytes[end] != UInt8(ascii: "#") else { return nil }
                end += 1
            }
            var first = begin
            while first < end, bytes[first] == UInt8(ascii: " ") { first += 1 }
            guard first < end, bytes[end - 1] != UInt8(ascii: " ") else { return nil }
            lines.append(Line(indent: first - begin, text: first..<end))
            begin = end + 1
        }
    }
}

// Every function leaves `next` behind the lines that it read, and answers nil where libyaml has to read.
extension PlainYAML {
    private mutating func mapping(indent: Int) -> Fields? {
        guard lines[next].indent == indent else { return nil }
        let place = place(of: lines[next].text.lowerBound)
        var entries: [Fields.Entry] = []
        while next < lines.count, lines[next].indent == indent, !isItem {
            guard let entry = entry(), !entries.contains(where: { $0.name == entry.name }) else { return nil }
            entries.append(entry)
        }
        return entries.isEmpty ? nil : Fields(title: title, entries: entries, place: place)
    }

    /// `name: value`, or `name:` with a mapping or a list further in on the lines below it.
    private mutating func entry() -> Fields.Entry? {
        let line = lines[next]
        let colon = bytes[line.text].prefix { Self.isLetterOrDigit($0) || "_-".utf8.contains($0) }.endIndex
        guard (1...100).contains(colon - line.text.lowerBound),
            Self.isLetterOrDigit(bytes[line.text.lowerBound]),
            colon < line.text.upperBound, bytes[colon] == UInt8(ascii: ":")
        else { return nil }
        let name = String(decoding: bytes[line.text.lowerBound..<colon], as: UTF8.self)
        let key = place(of: line.text.lowerBound)
        guard colon + 1 == line.text.upperBound else {
            let value = colon + 2
            guard bytes[colon + 1] == UInt8(ascii: " "), let content = content(value..<line.text.upperBound)
            else {
                return nil
            }
            defer { next += 1 }
            return Fields.Entry(name: name, content: content, place: key, valuePlace: place(of: value))
        }
        next += 1
        guard next < lines.count, lines[next].indent > line.indent else { return nil }
        let value = place(of: lines[next].text.lowerBound)
        guard let content = block(indent: lines[next].indent) else { return nil }
        return Fields.Entry(name: name, content: content, place: key, valuePlace: value)
    }

    private mutating func block(indent: Int) -> Fields.Content? {
        guard isItem else { return mapping(indent: indent).map { .map($0) } }
        var items: [Fields.Entry] = []
        while next < lines.count, lines[next].indent == indent, isItem {
            guard let item = item() else { return nil }
            items.append(item)
        }
        return .list(items)
    }

    /// `- name: value` with the mapping's other lines below it, or `- value`.
    private mutating func item() -> Fields.Entry? {
        lines[next].indent += 2
        lines[next].text = (lines[next].text.lowerBound + 2)..<lines[next].text.upperBound
        let line = lines[next]
        let place = place(of: line.text.lowerBound)
        if let text = word(line.text) {
            next += 1
            return Fields.Entry(name: "", content: .text(text), place: place)
        }
        return mapping(indent: line.indent).map { Fields.Entry(name: "", content: .map($0), place: place) }
    }

    private func content(_ range: Range<Int>) -> Fields.Content? {
        word(range).map { .text($0) } ?? flowList(range).map { .list($0) }
    }

    /// A plain scalar that stands alone on its line.
    private func word(_ range: Range<Int>) -> String? {
        let text = bytes[range]
        guard let first = text.first, Self.isLetterOrDigit(first) || first == UInt8(ascii: "/"),
            text.last != UInt8(ascii: ":")
        else { return nil }
        for index in range.dropLast() where bytes[index] == UInt8(ascii: ":") && bytes[index + 1] == 0x20 {
            return nil
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// `[one, two]` of letters, digits and a few signs that mean nothing in YAML.
    private func flowList(_ range: Range<Int>) -> [Fields.Entry]? {
        guard range.count > 2, bytes[range.lowerBound] == UInt8(ascii: "["),
            bytes[range.upperBound - 1] == UInt8(ascii: "]")
        else { return nil }
        let inner = bytes[(range.lowerBound + 1)..<(range.upperBound - 1)]
        var items: [Fields.Entry] = []
        for part in inner.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            let word = part.drop { $0 == UInt8(ascii: " ") }
            guard let first = word.first, Self.isLetterOrDigit(first) || first == UInt8(ascii: "/"),
                word.allSatisfy({ Self.isLetterOrDigit($0) || "/._-=".utf8.contains($0) })
            else { return nil }
            let text = String(decoding: word, as: UTF8.self)
            items.append(Fields.Entry(name: "", content: .text(text), place: place(of: word.startIndex)))
        }
        return items
    }

    /// Whether the next line is an item of a list.
    private var isItem: Bool {
        let text = lines[next].text
        return text.count > 2 && bytes[text.lowerBound] == UInt8(ascii: "-")
            && bytes[text.lowerBound + 1] == 0x20
            && bytes[text.lowerBound + 2] != 0x20
    }

    /// The place of an offset in the next line.
    private func place(of offset: Int) -> SourcePlace {
        let line = lines[next]
        return start.moved(lines: next, column: start.column + line.indent + offset - line.text.lowerBound)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
