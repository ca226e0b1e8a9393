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
    }

    /// How deep sections may stand in each other: n hosts make n to this power of the innermost.
    private static let deepest = 3

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
                tag.isPlain = tag.isPlain && end + 2 <= bytes.count
                tags.append(tag)
                line += bytes[index..<end].count { $0 == UInt8(ascii: "\n") }
                let feed = bytes[index..<end].lastIndex(of: UInt8(ascii: "\n"))
                lineStart = feed.map { $0 + 1 } ?? lineStart
                index = end + 1
            }
            index += 1
        }
    }

    /// Every name that the scope does not have, each at its place.
    func problems(in scope: Scope, at place: SourcePlace) -> [Diagnostic] {
        var open: [String] = []
        lazy var known = scope.names
        return tags.compactMap { tag in
            let spot = place.moved(lines: tag.line, column: place.column + tag.column)
            if tag.sigil == ">" || tag.sigil == "=" {
                return .error(
                    "bad-template", at: spot, "`{{\(tag.sigil)` is not available in steps",
                    ["Write `raw` in the braces to leave the body as it is."])
            }
            let isInSection = !open.isEmpty
            if tag.sigil == "#" || tag.sigil == "^" { open.append(tag.name) }
            if open.count > Self.deepest, tag.sigil != "/" {
                return .error(
                    "bad-template", at: spot, "sections stand in each other more than \(Self.deepest) deep",
                    ["Each repeats all that stands in it: take the inner ones out."])
            }
            if tag.sigil == "/" { _ = open.popLast() }
            guard tag.sigil != "!", tag.sigil != "/", !tag.name.isEmpty, tag.name != "." else { return nil }
            if scope[tag.name] != nil || (isInSection && scope.hasMember(tag.name)) { return nil }
            return .error(
                "unknown-variable", at: spot, "there is no variable `\(tag.name)`",
                Spelling.nearest(to: tag.name, among: known).map { ["Did you mean `\($0)`?"] }
                    ?? ["Known: \(Spelling.list(known))."])
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

extension Scope {
    /// Whether some member of a list has that name: `name`, `address`, … inside `{{#masters}}`.
    func hasMember(_ name: String) -> Bool {
        values.values.contains { value in
            guard case .list(let items) = value else { return false }
            return items.contains { item in
                if case .map(let map) = item { map[name] != nil } else { false }
            }
        }
    }
}
