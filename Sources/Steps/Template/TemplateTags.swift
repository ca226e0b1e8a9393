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
        while index + 1 < bytes.count {
            if bytes[index] == UInt8(ascii: "\n") {
                line += 1
                lineStart = index + 1
            } else if bytes[index] == UInt8(ascii: "{"), bytes[index + 1] == UInt8(ascii: "{") {
                let end = Self.end(of: bytes, from: index + 2)
                var tag = Self.tag(bytes[(index + 2)..<end], line: line, column: index - lineStart)
                tag.range = index..<min(end + 2, bytes.count)
                tag.isClosed = end + 2 <= bytes.count
                tag.isPlain = tag.isPlain && tag.isClosed
                tags.append(tag)
                line += bytes[index..<end].count { $0 == UInt8(ascii: "\n") }
                let feed = bytes[index..<end].lastIndex(of: UInt8(ascii: "\n"))
                lineStart = feed.map { $0 + 1 } ?? lineStart
                index = end + 1
            }
            index += 1
        }
    }

    private static func end(of bytes: [UInt8], from start: Int) -> Int {
        var index = start
        while index + 1 < bytes.count {
            if bytes[index] == UInt8(ascii: "}"), bytes[index + 1] == UInt8(ascii: "}") { return index }
            index += 1
        }
        return bytes.count
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
            sigil: sigil, name: name, line: line, column: column, isPlain: sigil == " " && !isTransformed)
    }
}
