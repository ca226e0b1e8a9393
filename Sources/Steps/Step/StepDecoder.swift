/// Hands a kind its block for reading: attributes by name, the body as text or YAML.
public struct StepDecoder: Sendable {
    /// The attributes that are the kind's own and the envelope's.
    public var attributes: Fields
    /// The body, filled in; foreign values are stand-ins in it, until it is read as data or in a language.
    public let body: String
    /// The language before the braces.
    public let language: String
    /// Where the fence stands.
    public let place: SourcePlace
    /// Where the body begins.
    public let bodyPlace: SourcePlace

    /// A decoder over a filled block; `attributes` where some of the block's were read already.
    public init(_ block: StepBlock, attributes: Fields? = nil) {
        self.attributes = attributes ?? block.attributes
        body = block.body
        language = block.language
        place = block.place
        bodyPlace = block.bodyPlace
    }

    /// The body as words in Markdown; that there are none is a problem of the block called `name`.
    public mutating func prose(of name: String) -> String {
        let text = String(body.asData.trimmingSpaces)
        if text.isEmpty {
            attributes.report(.error("empty-body", at: place, "`\(name)` needs words in its body"))
        }
        return text
    }

    /// The body as bash, foreign values in it quoted; those that cannot be are problems.
    public mutating func code() -> String { attributes.fill(body, in: .bash, at: bodyPlace) }

    /// The body in the language before the braces, foreign values in it quoted; those that cannot be are problems.
    public mutating func content() -> String { attributes.fill(body, in: Language(language), at: bodyPlace) }

    /// Reads the body as a YAML mapping; unknown names and all other problems are recorded.
    ///
    /// A body that is no mapping is one problem, and is then read as if it were empty.
    public mutating func yamlBody<T>(_ read: (inout Fields) -> T) -> T {
        do {
            var fields = try Fields(yaml: body, title: "the body", at: bodyPlace)
            fields.reportHiddenCharacters()
            let value = read(&fields)
            fields.finish()
            attributes.report(fields.problems)
            return value
        } catch {
            attributes.report(error)
            var nothing = Fields(title: "the body", entries: [], place: bodyPlace)
            return read(&nothing)
        }
    }
}
