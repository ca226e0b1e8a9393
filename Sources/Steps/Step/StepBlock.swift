/// A fenced code block with braces in its info string, as it stands in a chapter: not yet understood.
public struct StepBlock: Sendable {
    /// What no step changes, shared by all copies of a block: lint copies many.
    private final class Opening: Sendable {
        let language: String
        let kind: String
        let kindPlace: SourcePlace
        let id: String?
        let bodyPlace: SourcePlace
        let place: SourcePlace

        init(
            language: String, kind: String, kindPlace: SourcePlace, id: String?, bodyPlace: SourcePlace,
            place: SourcePlace
        ) {
            self.language = language
            self.kind = kind
            self.kindPlace = kindPlace
            self.id = id
            self.bodyPlace = bodyPlace
            self.place = place
        }
    }

    private let opening: Opening
    /// The attributes after the kind, as fields.
    public var attributes: Fields
    /// The text between the fences.
    public var body: String

    /// The language before the braces, for highlighting; may be empty.
    public var language: String { opening.language }
    /// The first word in the braces: the kind that the author asks for.
    public var kind: String { opening.kind }
    /// Where that word stands.
    public var kindPlace: SourcePlace { opening.kindPlace }
    /// The id after `#`; nil where the author gave none.
    public var id: String? { opening.id }
    /// Where the body's first line begins.
    public var bodyPlace: SourcePlace { opening.bodyPlace }
    /// Where the opening fence stands.
    public var place: SourcePlace { opening.place }

    /// A block, by what its info string says and what it holds.
    public init(
        language: String, kind: String, kindPlace: SourcePlace, id: String?, attributes: Fields, body: String,
        bodyPlace: SourcePlace, place: SourcePlace
    ) {
        opening = Opening(
            language: language, kind: kind, kindPlace: kindPlace, id: id, bodyPlace: bodyPlace, place: place)
        self.attributes = attributes
        self.body = body
    }

    /// The block with every secret masked, in its body and its attributes: what may be shown of it.
    public func redacted(by redactor: Redactor) -> StepBlock {
        var block = self
        let entries = attributes.entries.map { entry in
            guard case .text(let text) = entry.content else { return entry }
            var masked = entry
            masked.content = .text(redactor.redact(text))
            return masked
        }
        block.attributes = Fields(title: attributes.title, entries: entries, place: attributes.place)
        block.body = redactor.redact(body)
        return block
    }

    /// Problems of this block with its names filled in, each at a place that it has as written: a long value, or a
    /// section that is repeated, moves what comes after it.
    func keepingInside(_ problems: Diagnostics) -> Diagnostics {
        let lines = body.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let last = max(0, lines.count - (body.hasSuffix("\n") ? 2 : 1))
        return Diagnostics(
            problems.list.map { problem in
                let place = problem.place
                guard place.file == bodyPlace.file, place.line >= bodyPlace.line else { return problem }
                let number = min(place.line - bodyPlace.line, last)
                var problem = problem
                problem.place = SourcePlace(
                    file: place.file, line: bodyPlace.line + number,
                    column: min(place.column, bodyPlace.column + lines[number].count))
                return problem
            })
    }

    /// The block with another body, which begins at another place.
    public func with(body: String, at bodyPlace: SourcePlace) -> StepBlock {
        StepBlock(
            language: language, kind: kind, kindPlace: kindPlace, id: id, attributes: attributes, body: body,
            bodyPlace: bodyPlace, place: place)
    }

    /// Whether a `{{` stands anywhere in the attributes or the body.
    public var hasTags: Bool { attributes.hasTags || body.hasTags }
}
