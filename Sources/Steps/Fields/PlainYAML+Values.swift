// What may stand behind a name or a dash. Where a function answers nil, `next` is of no use any more, except that
// a line which is no scalar is left as it was.
extension PlainYAML {
    /// The value of a name or item that stands `indent` deep: a scalar, brackets, or the lines below a `|` or `>`.
    mutating func content(_ range: Range<Int>, in indent: Int) -> Fields.Content? {
        switch bytes[range.lowerBound] {
        case UInt8(ascii: "|"), UInt8(ascii: ">"):
            return lines(below: bytes[range], in: indent).map { .text($0) }
        case UInt8(ascii: "["), UInt8(ascii: "{"):
            var index = range.lowerBound
            guard let content = flow(from: &index, in: indent), index == lines[next].text.upperBound else {
                return nil
            }
            next += 1
            return content
        default:
            guard let text = quoted(range) ?? word(range) else { return nil }
            next += 1
            return .text(text)
        }
    }

    /// A plain scalar that stands alone on its line.
    private func word(_ range: Range<Int>) -> String? {
        let first = bytes[range.lowerBound]
        let isDashed = first == UInt8(ascii: "-") && range.count > 1 && bytes[range.lowerBound + 1] != 0x20
        guard Self.firstSet.contains(first) || isDashed, bytes[range.upperBound - 1] != UInt8(ascii: ":")
        else {
            return nil
        }
        for index in range.dropLast() {
            if bytes[index] == UInt8(ascii: ":") && bytes[index + 1] == UInt8(ascii: " ") { return nil }
            if bytes[index] == UInt8(ascii: " ") && bytes[index + 1] == UInt8(ascii: "#") { return nil }
        }
        return String(decoding: bytes[range], as: UTF8.self)
    }

    /// A scalar between quotation marks of either sort, without any escape.
    private func quoted(_ range: Range<Int>) -> String? {
        let mark = bytes[range.lowerBound]
        guard mark == UInt8(ascii: "\"") || mark == UInt8(ascii: "'"), range.count > 1,
            bytes[range.upperBound - 1] == mark
        else { return nil }
        let inner = bytes[(range.lowerBound + 1)..<(range.upperBound - 1)]
        guard !inner.contains(where: { $0 == mark || $0 == UInt8(ascii: "\\") }) else { return nil }
        return String(decoding: inner, as: UTF8.self)
    }

    /// The lines below that are further in than `indent`, as they are (`|`) or as one line (`>`); a `-` takes the
    /// last line end off. `next` goes behind them.
    private mutating func lines(below header: ArraySlice<UInt8>, in indent: Int) -> String? {
        let feed = UInt8(ascii: "\n"), space = UInt8(ascii: " ")
        let isFolded = header.first == UInt8(ascii: ">")
        guard header.count == 1 || header.dropFirst().elementsEqual("-".utf8) else { return nil }
        var text: [UInt8] = []
        var margin = 0
        var begin = (bytes[header.endIndex...].firstIndex(of: feed) ?? bytes.count - 1) + 1
        while begin < bytes.count {
            guard let end = bytes[begin...].firstIndex(of: feed) else { return nil }
            let depth = bytes[begin..<end].prefix { $0 == space }.count
            if depth == end - begin {
                guard depth == 0, margin > 0, !isFolded else { return nil }
            } else if margin > 0, depth <= indent {
                break
            } else {
                if margin == 0 { margin = depth }
                guard depth >= margin, margin > indent else { return nil }
                if isFolded, depth > margin || bytes[end - 1] == space { return nil }
                text += bytes[(begin + margin)..<end]
            }
            text.append(feed)
            begin = end + 1
        }
        guard margin > 0 else { return nil }
        while text.suffix(2).elementsEqual([feed, feed]) { text.removeLast() }
        if isFolded { for index in text.indices.dropLast() where text[index] == feed { text[index] = space } }
        if header.count > 1 { text.removeLast() }
        while next < lines.count, lines[next].text.lowerBound < begin { next += 1 }
        return String(decoding: text, as: UTF8.self)
    }

    private static let firstSet = ASCIISet.lettersAndDigits + ASCIISet("/$._(+")
}

// Brackets, which may go on over lines further in. Each function begins at `index` and leaves it after the
// text that it has read.
extension PlainYAML {
    private mutating func flow(from index: inout Int, in indent: Int) -> Fields.Content? {
        depth += 1
        defer { depth -= 1 }
        guard depth < Self.most else { return nil }
        switch bytes[index] {
        case UInt8(ascii: "["): return flowList(from: &index, in: indent).map { .list($0) }
        case UInt8(ascii: "{"): return flowMapping(from: &index, in: indent).map { .map($0) }
        default: return flowScalar(from: &index).map { .text($0) }
        }
    }

    /// `[one, two]`
    private mutating func flowList(from index: inout Int, in indent: Int) -> [Fields.Entry]? {
        var items: [Fields.Entry] = []
        repeat {
            index += 1
            guard skipBlanks(to: &index, in: indent) else { return nil }
            if items.isEmpty, bytes[index] == UInt8(ascii: "]") { break }
            let place = place(of: index)
            guard let content = flow(from: &index, in: indent) else { return nil }
            items.append(Fields.Entry(name: "", content: content, place: place))
            guard skipBlanks(to: &index, in: indent) else { return nil }
        } while bytes[index] == UInt8(ascii: ",")
        defer { index += 1 }
        return bytes[index] == UInt8(ascii: "]") ? items : nil
    }

    /// `{name: value, other: value}`
    private mutating func flowMapping(from index: inout Int, in indent: Int) -> Fields? {
        let start = place(of: index)
        var entries: [Fields.Entry] = []
        repeat {
            index += 1
            guard skipBlanks(to: &index, in: indent) else { return nil }
            if entries.isEmpty, bytes[index] == UInt8(ascii: "}") { break }
            guard entries.count < Self.most, let entry = flowEntry(from: &index, in: indent),
                !entries.contains(where: { $0.name == entry.name }), skipBlanks(to: &index, in: indent)
            else { return nil }
            entries.append(entry)
        } while bytes[index] == UInt8(ascii: ",")
        defer { index += 1 }
        return bytes[index] == UInt8(ascii: "}") ? Fields(title: title, entries: entries, place: start) : nil
    }

    private mutating func flowEntry(from index: inout Int, in indent: Int) -> Fields.Entry? {
        let key = place(of: index)
        guard let name = flowWord(from: &index), name.utf8.count <= 100,
            bytes[index...].starts(with: ": ".utf8)
        else { return nil }
        index += 1
        guard skipBlanks(to: &index, in: indent) else { return nil }
        let value = place(of: index)
        return flow(from: &index, in: indent).map {
            Fields.Entry(name: name, content: $0, place: key, valuePlace: value)
        }
    }

    private func flowScalar(from index: inout Int) -> String? {
        let mark = bytes[index], end = lines[next].text.upperBound
        guard mark == UInt8(ascii: "\"") || mark == UInt8(ascii: "'") else { return flowWord(from: &index) }
        guard let close = bytes[(index + 1)..<end].firstIndex(of: mark) else { return nil }
        defer { index = close + 1 }
        return quoted(index..<(close + 1))
    }

    /// Letters, digits and a few signs that mean nothing in YAML; a colon only in the middle of them.
    private func flowWord(from index: inout Int) -> String? {
        let begin = index
        guard ASCIISet.lettersAndDigits.contains(bytes[index]) || bytes[index] == UInt8(ascii: "/") else {
            return nil
        }
        let end = lines[next].text.upperBound
        while index < end {
            let isColon = bytes[index] == UInt8(ascii: ":") && index + 1 < end
            guard Self.flowSet.contains(isColon ? bytes[index + 1] : bytes[index]) else { break }
            index += 1
        }
        return String(decoding: bytes[begin..<index], as: UTF8.self)
    }

    /// Passes over spaces and line ends; false where the brackets do not go on.
    private mutating func skipBlanks(to index: inout Int, in indent: Int) -> Bool {
        while true {
            while index < lines[next].text.upperBound, bytes[index] == UInt8(ascii: " ") { index += 1 }
            if index < lines[next].text.upperBound { return true }
            guard next + 1 < lines.count, lines[next + 1].indent > indent else { return false }
            next += 1
            index = lines[next].text.lowerBound
        }
    }

    private static let flowSet = ASCIISet.lettersAndDigits + ASCIISet("/._-=")
}
