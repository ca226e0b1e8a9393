/// A block that stands beside a step and is none itself: a hint, a mutation. It belongs to the step that `for=` names.
///
/// One file a companion, one line in `Companions.all`.
public protocol Companion: Sendable {
    /// What it is called and what an author may write; the reference page is made from it.
    static var documentation: KindDocumentation { get }

    /// Reads the fields; problems are recorded in the decoder.
    init(from decoder: inout StepDecoder)

    /// The hosts that it names itself; nil where it is about those of its step.
    var hosts: Selector? { get }
}

extension Companion {
    /// Most companions are about the hosts of their step.
    public var hosts: Selector? { nil }
}

/// Every companion. A new one is one new file and one line here.
public enum Companions {
    /// The companions, in the order of the reference page.
    public static let all: [any Companion.Type] = [
        Hint.self,
        DeclaredMutation.self,
        Remark.self,
        Why.self,
    ]

    /// The companion of that name.
    public static func named(_ name: String) -> (any Companion.Type)? {
        byName[name]
    }

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.documentation.name, $0) })

    /// The names of all companions.
    public static var names: [String] { all.map { $0.documentation.name } }

    /// The attributes that every companion has.
    public static let documentation: [KindDocumentation.Field] = [
        .init("for", "id", "the step that it belongs to", required: true)
    ]
}

/// A companion as it was written, before `{{name}}` is filled in for a host.
public struct CompanionBlock: Sendable {
    /// The block as written.
    public var block: StepBlock
    /// What it is.
    public var type: any Companion.Type

    /// A companion of a block.
    public init(_ block: StepBlock, type: any Companion.Type) {
        self.block = block
        self.type = type
    }

    /// The id of the step that it belongs to; nil where the author does not say.
    public var target: String? {
        guard case .text(let written)? = entry?.content, !written.isEmpty else { return nil }
        let text = written.asData
        return text.hasPrefix("#") ? String(text.dropFirst()) : text
    }

    /// Where that id stands.
    public var targetPlace: SourcePlace { entry?.valuePlace ?? block.kindPlace }

    /// The companion for one host: every `{{name}}` filled from the scope, then decoded.
    ///
    /// Throws `Diagnostics` for an unknown name or content that it refuses.
    public func content(in scope: Scope) throws(Diagnostics) -> any Companion {
        do throws(Diagnostics) {
            return try decoded(block.filled(from: scope, isRaw: false))
        } catch { throw block.keepingInside(error) }
    }

    /// The companion with every `{{name}}` left as it is: all that can be known without a lab.
    ///
    /// Throws `Diagnostics` for content that it refuses.
    public func contentAsWritten() throws(Diagnostics) -> any Companion { try decoded(block) }

    private func decoded(_ block: StepBlock) throws(Diagnostics) -> any Companion {
        var decoder = StepDecoder(block)
        _ = decoder.attributes.requiredText("for")
        let content = type.init(from: &decoder)
        decoder.attributes.finish()
        guard decoder.attributes.problems.isEmpty else { throw Diagnostics(decoder.attributes.problems) }
        return content
    }

    private var entry: Fields.Entry? { block.attributes.entries.first { $0.name == "for" } }
}
