/// Fills in what needs no Mustache: names of plain values, and the usual sections of lists.
///
/// `text` is nil where a text has anything else; the result is the same as Mustache's.
struct Substitution {
    private let tags: [TemplateTags.Tag]
    private let bytes: [UInt8]
    private let scope: Scope
    private var result: [UInt8] = []
    /// The list whose members are filled in.
    private var list = ""

    init(_ tags: TemplateTags, from scope: Scope) {
        self.tags = tags.tags
        bytes = tags.bytes
        self.scope = scope
        result.reserveCapacity(bytes.count)
    }

    /// The text filled in; nil where it takes Mustache to do it.
    var text: String? {
        var filled = self
        return filled.fill() ? String(decoding: filled.result, as: UTF8.self) : nil
    }

    private mutating func fill() -> Bool {
        var position = 0
        var rest = tags[...]
        while let tag = rest.popFirst() {
            if tag.isPlain {
                guard append(tag, after: &position, in: [:]) else { return false }
                continue
            }
            guard tag.sigil == "#",
                let end = rest.firstIndex(where: { $0.sigil == "/" && $0.name == tag.name }),
                let section = section(from: tag, to: rest[end]), case .list(let items) = scope[tag.name]
            else { return false }
            result += bytes[position..<tag.range.lowerBound]
            list = tag.name
            for (number, item) in items.enumerated() {
                let isLast = number + 1 == items.count
                guard append(rest[..<end], in: section.lines, of: item, isLast: isLast) else { return false }
            }
            position = section.end
            rest = rest[(end + 1)...]
        }
        result += bytes[position...]
        return true
    }

    /// What a section repeats, and where it ends: whole lines where its tags have lines of their own, else its text.
    private func section(
        from opening: TemplateTags.Tag, to closing: TemplateTags.Tag
    ) -> (lines: Range<Int>, end: Int)? {
        guard isBare(opening), isBare(closing) else { return nil }
        let (begin, end) = (opening.range.upperBound, closing.range.lowerBound)
        if standsAlone(opening), standsAlone(closing) {
            return (begin + 1..<end, min(closing.range.upperBound + 1, bytes.count))
        }
        return standsInText(opening) && standsInText(closing) ? (begin..<end, closing.range.upperBound) : nil
    }

    /// A section once, for one item of its list.
    private mutating func append(
        _ tags: ArraySlice<TemplateTags.Tag>, in lines: Range<Int>, of item: Value, isLast: Bool
    ) -> Bool {
        guard case .map(let members) = item else { return false }
        var position = lines.lowerBound
        var rest = tags
        while let tag = rest.popFirst() {
            if tag.isPlain {
                guard append(tag, after: &position, in: members) else { return false }
                continue
            }
            guard reads(tag, "{{^last()}}"), standsInText(tag), let closing = rest.popFirst(),
                reads(closing, "{{/last()}}"), standsInText(closing)
            else { return false }
            result += bytes[position..<tag.range.lowerBound]
            if !isLast { result += bytes[tag.range.upperBound..<closing.range.lowerBound] }
            position = closing.range.upperBound
        }
        result += bytes[position..<lines.upperBound]
        return true
    }

    /// The text before a tag and the value of its name: an item's member hides a name of the scope.
    private mutating func append(
        _ tag: TemplateTags.Tag, after position: inout Int, in members: [String: Value]
    ) -> Bool {
        let member = Scope(members)[tag.name]
        guard let value = (member ?? scope[tag.name])?.text else { return false }
        result += bytes[position..<tag.range.lowerBound]
        result +=
            (isForeign(tag, isMember: member != nil) ? scope.written(value, named: tag.name) : value).utf8
        position = tag.range.upperBound
        return true
    }

    private func isForeign(_ tag: TemplateTags.Tag, isMember: Bool) -> Bool {
        scope.isForeign(isMember ? list : tag.name)
    }

    /// Whether a tag is a sigil and a name and no more.
    private func isBare(_ tag: TemplateTags.Tag) -> Bool { tag.range.count == tag.name.utf8.count + 5 }

    private func reads(_ tag: TemplateTags.Tag, _ text: String) -> Bool {
        bytes[tag.range].elementsEqual(text.utf8)
    }

    /// Whether a tag is all that its line holds.
    private func standsAlone(_ tag: TemplateTags.Tag) -> Bool {
        let feed = UInt8(ascii: "\n")
        let (begin, end) = (tag.range.lowerBound, tag.range.upperBound)
        return (begin == 0 || bytes[begin - 1] == feed) && (end == bytes.count || bytes[end] == feed)
    }

    /// Whether a tag stands in a line that begins with text, where Mustache takes no line end away.
    private func standsInText(_ tag: TemplateTags.Tag) -> Bool {
        tag.column > 0 && !" \t{".utf8.contains(bytes[tag.range.lowerBound - tag.column])
    }
}
