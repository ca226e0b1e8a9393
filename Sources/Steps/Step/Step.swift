/// A step that lint has understood: its block, its envelope and the kind that will decode it for each host.
public struct Step: Sendable {
    /// Its id: the author's, or the kind and a number.
    public var id: String
    /// The block as written.
    public let block: StepBlock
    /// The attributes common to all kinds.
    public var envelope: Envelope
    /// The kind.
    public var kind: any StepKind.Type
    /// The blocks that stand beside it: hints, mutations; in the order of the chapter.
    public var companions: [CompanionBlock] = []

    /// The block's attributes after the envelope was read from them: what is left is the kind's.
    private let attributes: Fields
    /// Names in common attributes, which nobody would fill in.
    private let envelopeTags: [Diagnostic]
    /// Whether they hold a `{{`, so that they are others on each host.
    private let isFilled: Bool

    /// A step of a block; reads the envelope.
    public init(id: String, block: StepBlock, kind: any StepKind.Type) {
        var attributes = block.attributes
        self.id = id
        self.block = block
        self.envelope = Envelope(from: &attributes)
        self.kind = kind
        self.attributes = attributes
        var common = block.attributes
        envelopeTags = Envelope.documentation.compactMap { attribute in
            guard let written = common.placedText(attribute.name), written.text.contains("{{") else {
                return nil
            }
            return .error(
                "bad-value", at: written.place,
                "`\(attribute.name)` takes no {{name}}: it is read before any host is known",
                ["Write the value itself."])
        }
        isFilled = attributes.hasTags
    }

    /// The step's content for one host: every `{{name}}` filled from the scope, then decoded.
    ///
    /// Throws `Diagnostics` for an unknown name or content that the kind refuses.
    public func content(in scope: Scope) throws(Diagnostics) -> any StepKind {
        guard envelopeTags.isEmpty else { throw Diagnostics(envelopeTags) }
        do throws(Diagnostics) {
            return try decoded(block.filled(from: scope, isRaw: envelope.isRaw))
        } catch { throw block.keepingInside(error) }
    }

    /// The step's content with every `{{name}}` left as it is: all that can be known without a lab.
    ///
    /// Throws `Diagnostics` for content that the kind refuses.
    public func contentAsWritten() throws(Diagnostics) -> any StepKind { try decoded(block) }

    /// The companions of one type for one host; one that the host's values make invalid is left out.
    public func companions<T: Companion>(_ type: T.Type, in scope: Scope) -> [T] {
        companions.filter { $0.type == type }.compactMap { (try? $0.content(in: scope)) as? T }
    }

    private func decoded(_ block: StepBlock) throws(Diagnostics) -> any StepKind {
        var decoder = StepDecoder(block, attributes: isFilled ? nil : attributes)
        if isFilled { _ = Envelope(from: &decoder.attributes) }
        let content = kind.init(from: &decoder)
        decoder.attributes.finish()
        guard decoder.attributes.problems.isEmpty else { throw Diagnostics(decoder.attributes.problems) }
        return content
    }
}
