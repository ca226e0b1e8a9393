/// Fills in what needs no Mustache: names of plain values, and sections of lists on lines of their own.
///
/// `text` is nil where a text has anything else; what is filled in is what Mustache would make of it.
struct Substitution {
    private let tags: [TemplateTags.Tag]
    private let bytes: [UInt8]
    private let scope: Scope
    private var result: [UInt8] = []

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
            guard let end = rest.firstIndex(where: { !$0.isPlain }), standsAlone(tag), standsAlone(rest[end]),
                tag.sigil == "#", rest[end].sigil == "/", rest[end].name == tag.name,
                case .list(let items) = scope[tag.name]
            else { return false }
            result += bytes[position..<tag.range.lowerBound]
            for item in items where !append(rest[..<end], of: tag, upTo: rest[end], in: item) { return false }
            position = min(rest[end].range.upperBound + 1, bytes.count)
            rest = rest[(end + 1)...]
        }
        result += bytes[position...]
        return true
    }

    /// The lines of a section once, for one item of its list.
    private mutating func append(
        _ tags: ArraySlice<TemplateTags.Tag>, of opening: TemplateTags.Tag, upTo closing: TemplateTags.Tag,
        in item: Value
    ) -> Bool {
        guard case .map(let members) = item else { return false }
        var position = opening.range.upperBound + 1
        for tag in tags where !append(tag, after: &position, in: members) { return false }
        result += bytes[position..<closing.range.lowerBound]
        return true
    }

    /// The text before a tag and the value of its name: an item's member hides a name of the scope.
    private mutating func append(
        _ tag: TemplateTags.Tag, after position: inout Int, in members: [String: Value]
    ) -> Bool {
        guard let value = (Scope(members)[tag.name] ?? scope[tag.name])?.text else { return false }
        result += bytes[position..<tag.range.lowerBound]
        result += value.utf8
        position = tag.range.upperBound
        return true
    }

    /// Whether a tag is a sigil and a name, and all that its line holds.
    private func standsAlone(_ tag: TemplateTags.Tag) -> Bool {
        let feed = UInt8(ascii: "\n")
        let (begin, end) = (tag.range.lowerBound, tag.range.upperBound)
        return tag.range.count == tag.name.utf8.count + 5 && (begin == 0 || bytes[begin - 1] == feed)
            && (end == bytes.count || bytes[end] == feed)
    }
}
