/// The Mustache tags of a text with their places: what lint checks without rendering anything.
struct TemplateTags {
    /// One tag.
    struct Tag {
        /// `#`, `^`, `/`, `>`, `!`, `=`, `&`, `{`, or a space for a plain name.
        var sigil: Unicode.Scalar
        /// The name, without transforms: `name` of `uppercased(name)`; empty for `last()`.
        var name: String
        /// Lines below the text's first line.
        var line: Int
        /// Bytes from the beginning of that line, from 0.
        var column: Int
        /// Where it stands in the text's bytes, its braces included.
        var range: Range<Int> = 0..<0
        /// Whether it is closed and a name alone: no section, no transform.
        var isPlain = false
        /// Whether a transform makes something else of the value: `count(masters)`.
        var isTransformed = false
        /// Whether a transform may take a value apart; sections such as `{{^last()}}` take none.
        var takesApart: Bool { isTransformed && !"#^/".unicodeScalars.contains(sigil) }
        /// Whether its braces are closed.
        var isClosed = true
    }

    private(set) var tags: [Tag] = []
    let bytes: [UInt8]

    /// Whether there is no tag at all.
    var isEmpty: Bool { tags.isEmpty }

    init(in text: String) {
        bytes = Array(text.utf8)
        var index = 0, line = 0, lineStart = 0
        while let begin = Self.offset(ofTwo: UInt8(ascii: "{"), in: bytes, from: index) {
            while let feed = bytes.offset(of: UInt8(ascii: "\n"), from: lineStart), feed < begin {
                line += 1
                lineStart = feed + 1
            }
            let end = Self.offset(ofTwo: UInt8(ascii: "}"), in: bytes, from: begin + 2) ?? bytes.count
            var tag = Self.tag(bytes[(begin + 2)..<end], line: line, column: begin - lineStart)
            tag.range = begin..<min(end + 2, bytes.count)
            tag.isClosed = end + 2 <= bytes.count
            tag.isPlain = tag.isPlain && tag.isClosed
            tags.append(tag)
            index = end + 2
        }
    }

    /// Where a byte stands twice in a row.
    private static func offset(ofTwo byte: UInt8, in bytes: [UInt8], from start: Int) -> Int? {
        var start = start
        while let found = bytes.offset(of: byte, from: start) {
            if found + 1 < bytes.count, bytes[found + 1] == byte { return found }
            start = found + 1
        }
        return nil
    }

    private static let sigils = ASCIISet("#^/>!=&{")

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let end = bytes.lastIndex { !ASCIISet.whiteSpace.contains($0) }.map { $0 + 1 } ?? bytes.startIndex
        return bytes[..<end].drop(while: ASCIISet.whiteSpace.contains)
    }

    private static func tag(_ bytes: ArraySlice<UInt8>, line: Int, column: Int) -> Tag {
        var text = trimmed(bytes)
        var sigil: Unicode.Scalar = " "
        if let first = text.first, sigils.contains(first) {
            sigil = Unicode.Scalar(first)
            text = text.dropFirst()
        }
        var isTransformed = false
        if let open = text.lastIndex(of: UInt8(ascii: "(")),
            let close = text.firstIndex(of: UInt8(ascii: ")")), open < close
        {
            isTransformed = true
            text = text[(open + 1)..<close]
        }
        let name = String(decoding: trimmed(text), as: UTF8.self)
        return Tag(
            sigil: sigil, name: name, line: line, column: column, isPlain: sigil == " " && !isTransformed,
            isTransformed: isTransformed)
    }
}
