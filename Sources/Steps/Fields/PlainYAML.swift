/// Reads the YAML that most bodies are: block mappings and lists, one-line scalars of ASCII, brackets, `|` blocks.
///
/// It reads only a small, unambiguous part of YAML; it leaves the rest to libyaml.
struct PlainYAML {
    struct Line {
        /// Lines of the text before it.
        var number: Int
        var indent: Int
        /// Where the text begins after the indentation, and where it ends.
        var text: Range<Int>
    }

    let bytes: [UInt8]
    let title: String
    private let start: SourcePlace
    /// The lines that are neither empty nor a comment.
    var lines: [Line] = []
    var next = 0
    /// How many brackets are open.
    var depth = 0

    /// The mapping that a text is; nil where the text is empty, wrong, or takes all of YAML to read.
    static func mapping(_ text: String, title: String, at start: SourcePlace) -> Fields? {
        guard let documents = documents(text, title: title, at: start), documents.count == 1 else {
            return nil
        }
        return documents[0]
    }

    /// The mappings of a text, separated by lines `---`; nil as above.
    static func documents(_ text: String, title: String, at start: SourcePlace) -> [Fields]? {
        guard var reader = PlainYAML(text, title: title, at: start) else { return nil }
        var documents: [Fields] = []
        repeat {
            guard let fields = reader.mapping(indent: 0) else { return nil }
            documents.append(fields)
        } while reader.takeMark()
        return reader.next == reader.lines.count ? documents : nil
    }

    /// Cuts a text into lines; nil where a byte is not printable ASCII.
    private init?(_ text: String, title: String, at start: SourcePlace) {
        bytes = Array(text.utf8)
        self.title = title
        self.start = start
        lines.reserveCapacity(bytes.count / 24 + 1)
        var begin = 0, number = 0
        while begin < bytes.count {
            var first = begin
            while first < bytes.count, bytes[first] == UInt8(ascii: " ") { first += 1 }
            var end = first
            while end < bytes.count, bytes[end] != UInt8(ascii: "\n") {
                guard (0x20...0x7E).contains(bytes[end]) else { return nil }
                end += 1
            }
            var last = end
            while last > first, bytes[last - 1] == UInt8(ascii: " ") { last -= 1 }
            if first < last, bytes[first] != UInt8(ascii: "#") {
                lines.append(Line(number: number, indent: first - begin, text: first..<last))
            }
            begin = end + 1
            number += 1
        }
    }
}

// Every function leaves `next` behind the lines that it read, and answers nil where libyaml has to read.
extension PlainYAML {
    private mutating func mapping(indent: Int) -> Fields? {
        guard next < lines.count, lines[next].indent == indent else { return nil }
        let place = place(of: lines[next].text.lowerBound)
        var entries: [Fields.Entry] = []
        while next < lines.count, lines[next].indent == indent, !isItem, !isMark {
            guard entries.count < Self.most, let entry = entry(),
                !entries.contains(where: { $0.name == entry.name })
            else { return nil }
            entries.append(entry)
        }
        return entries.isEmpty ? nil : Fields(title: title, entries: entries, place: place)
    }

    /// `name: value`, or `name:` with a mapping or a list on the lines below it.
    private mutating func entry() -> Fields.Entry? {
        let line = lines[next]
        let colon = bytes[line.text].prefix(while: Self.keySet.contains).endIndex
        guard (1...100).contains(colon - line.text.lowerBound),
            ASCIISet.lettersAndDigits.contains(bytes[line.text.lowerBound]),
            colon < line.text.upperBound, bytes[colon] == UInt8(ascii: ":"),
            bytes[colon - 1] != UInt8(ascii: " ")
        else { return nil }
        let name = String(decoding: bytes[line.text.lowerBound..<colon], as: UTF8.self)
        let key = place(of: line.text.lowerBound)
        if colon + 1 == line.text.upperBound {
            next += 1
            guard next < lines.count else { return nil }
            let value = place(of: lines[next].text.lowerBound)
            return block(below: line).map {
                Fields.Entry(name: name, content: $0, place: key, valuePlace: value)
            }
        }
        guard bytes[colon + 1] == UInt8(ascii: " ") else { return nil }
        var first = colon + 2
        while bytes[first] == UInt8(ascii: " ") { first += 1 }  // no line ends in one
        let value = place(of: first)
        return content(first..<line.text.upperBound, in: line.indent).map {
            Fields.Entry(name: name, content: $0, place: key, valuePlace: value)
        }
    }

    /// A mapping further in, or a list that may also stand below its name.
    private mutating func block(below parent: Line) -> Fields.Content? {
        let indent = lines[next].indent
        guard isItem else {
            return indent > parent.indent ? mapping(indent: indent).map { .map($0) } : nil
        }
        guard indent >= parent.indent else { return nil }
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
        if let content = content(line.text, in: line.indent - 2) {
            return Fields.Entry(name: "", content: content, place: place)
        }
        guard next < lines.count, lines[next].number == line.number else { return nil }
        return mapping(indent: line.indent).map { Fields.Entry(name: "", content: .map($0), place: place) }
    }

    /// Whether the next line is an item of a list.
    private var isItem: Bool {
        let text = lines[next].text
        return text.count > 2 && bytes[text.lowerBound] == UInt8(ascii: "-")
            && bytes[text.lowerBound + 1] == UInt8(ascii: " ")
            && bytes[text.lowerBound + 2] != UInt8(ascii: " ")
    }

    /// Whether the next line parts two documents.
    private var isMark: Bool {
        lines[next].indent == 0 && bytes[lines[next].text].elementsEqual("---".utf8)
    }

    private mutating func takeMark() -> Bool {
        guard next < lines.count, isMark else { return false }
        next += 1
        return true
    }

    /// The place of an offset in the next line.
    func place(of offset: Int) -> SourcePlace {
        let line = lines[next]
        return start.moved(
            lines: line.number, column: start.column + line.indent + offset - line.text.lowerBound)
    }

    /// How many names a mapping may have here, and how deep brackets may stand in each other.
    static let most = 64

    private static let keySet = ASCIISet.lettersAndDigits + ASCIISet("_-./ ")
}
