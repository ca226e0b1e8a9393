/// The Mustache tags of a text with their places: what lint checks without rendering anything.
struct TemplateTags {
    /// One tag.
    struct Tag {
        /// `#`, `^`, `/`, `>`, `!`, `=`, `&`, `{`, or a space for a plain name.
        var sigil: Character
        /// The name, without transforms: `name` of `uppercased(name)`; empty for `last()`.
        var name: String
        /// Lines below the text's first line.
        var line: Int
        /// Bytes from the beginning of that line, from 0.
        var column: Int
    }

    private(set) var tags: [Tag] = []

    /// Whether there is no tag at all.
    var isEmpty: Bool { tags.isEmpty }

    init(in text: String) {
        let bytes = Array(text.utf8)
        guard bytes.contains(UInt8(ascii: "{")) else { return }
        var index = 0, line = 0, lineStart = 0
        while index + 1 < bytes.count {
            if bytes[index] == UInt8(ascii: "\n") {
                line += 1
                lineStart = index + 1
            } else if bytes[index] == UInt8(ascii: "{"), bytes[index + 1] == UInt8(ascii: "{") {
                let end = Self.end(of: bytes, from: index + 2)
                tags.append(Self.tag(bytes[(index + 2)..<end], line: line, column: index - lineStart))
                line += bytes[index..<end].count { $0 == UInt8(ascii: "\n") }
                index = end + 1
            }
            index += 1
        }
    }

    /// Every name that the scope does not have, each at its place.
    func problems(in scope: Scope, at place: SourcePlace) -> [Diagnostic] {
        var open: [String] = []
        return tags.compactMap { tag in
            let spot = place.moved(lines: tag.line, column: place.column + tag.column)
            if tag.sigil == ">" || tag.sigil == "=" {
                return .error(
                    "bad-template", at: spot, "`{{\(tag.sigil)` is not available in steps",
                    ["Write `raw` in the braces to leave the body as it is."])
            }
            let isInSection = !open.isEmpty
            if tag.sigil == "#" || tag.sigil == "^" { open.append(tag.name) }
            if tag.sigil == "/" { _ = open.popLast() }
            guard !"!/".contains(tag.sigil), !tag.name.isEmpty, tag.name != "." else { return nil }
            if scope[tag.name] != nil || (isInSection && scope.hasMember(tag.name)) { return nil }
            return .error(
                "unknown-variable", at: spot, "there is no variable `\(tag.name)`",
                Spelling.nearest(to: tag.name, among: scope.names).map { ["Did you mean `\($0)`?"] }
                    ?? ["Known: \(scope.names.joined(separator: ", "))."])
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

    private static func tag(_ bytes: ArraySlice<UInt8>, line: Int, column: Int) -> Tag {
        var text = String(decoding: bytes, as: UTF8.self).trimmingSpaces
        var sigil: Character = " "
        if let first = text.first, "#^/>!=&{".contains(first) {
            sigil = first
            text = text.dropFirst()
        }
        if let open = text.lastIndex(of: "("), let close = text.firstIndex(of: ")"), open < close {
            text = text[text.index(after: open)..<close]
        }
        let name = text.trimmingSpaces
        return Tag(sigil: sigil, name: String(name), line: line, column: column)
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
