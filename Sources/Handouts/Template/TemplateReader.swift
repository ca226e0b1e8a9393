/// Cuts a template into pieces.
struct TemplateReader {
    private let bytes: [UInt8]
    private var begin = 0
    private var open: [(name: String, isInverted: Bool, pieces: [PageTemplate.Piece])] = [("", false, [])]

    /// The pieces of a template; nil where a tag or a section has no end.
    static func pieces(of text: String) -> [PageTemplate.Piece]? {
        var reader = TemplateReader(bytes: Array(text.utf8))
        while let tag = reader.bytes[reader.begin...].firstRange(of: "{{".utf8)?.lowerBound {
            guard reader.takeTag(at: tag) else { return nil }
        }
        reader.takeText(upTo: reader.bytes.count)
        return reader.open.count == 1 ? reader.open[0].pieces : nil
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func takeTag(at tag: Int) -> Bool {
        let isRaw = bytes[tag...].starts(with: "{{{".utf8)
        guard let end = bytes[tag...].firstRange(of: (isRaw ? "}}}" : "}}").utf8) else { return false }
        let name = String(decoding: bytes[(tag + (isRaw ? 3 : 2))..<end.lowerBound], as: UTF8.self)
        guard !isRaw, let sigil = name.utf8.first, "#^/".utf8.contains(sigil) else {
            take(.value(name, isEscaped: !isRaw), at: tag..<end.upperBound)
            return true
        }
        takeText(upTo: isAlone(tag..<end.upperBound) ? lineBeginning(of: tag) : tag)
        begin = isAlone(tag..<end.upperBound) ? min(end.upperBound + 1, bytes.count) : end.upperBound
        return takeSection(String(name.dropFirst()), sigil)
    }

    private mutating func takeSection(_ name: String, _ sigil: UInt8) -> Bool {
        guard sigil == UInt8(ascii: "/") else {
            open.append((name, sigil == UInt8(ascii: "^"), []))
            return true
        }
        guard open.count > 1, let section = open.popLast(), section.name == name else { return false }
        open[open.count - 1].pieces.append(.section(name, isInverted: section.isInverted, section.pieces))
        return true
    }

    private mutating func take(_ piece: PageTemplate.Piece, at range: Range<Int>) {
        takeText(upTo: range.lowerBound)
        open[open.count - 1].pieces.append(piece)
        begin = range.upperBound
    }

    private mutating func takeText(upTo end: Int) {
        guard begin < end else { return }
        open[open.count - 1].pieces.append(.text(String(decoding: bytes[begin..<end], as: UTF8.self)))
    }

    /// Whether a tag is all that its line holds: then the line goes with it.
    private func isAlone(_ tag: Range<Int>) -> Bool {
        bytes[lineBeginning(of: tag.lowerBound)..<tag.lowerBound].allSatisfy { $0 == UInt8(ascii: " ") }
            && (tag.upperBound == bytes.count || bytes[tag.upperBound] == UInt8(ascii: "\n"))
    }

    private func lineBeginning(of index: Int) -> Int {
        bytes[..<index].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    }
}
