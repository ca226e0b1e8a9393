/// What every kind of step has: its documentation, how its fields are read, its words for a reader.
///
/// One folder a kind, one line in `Catalog.kinds`. A kind is a pure value: by the time it is decoded every
/// `{{name}}` is filled in for one host. A kind is a `CheckKind`, an `ActionKind` or a `DrillKind`.
public protocol StepKind: Sendable {
    /// What it is called and what an author may write; the reference page is made from it.
    static var documentation: KindDocumentation { get }

    /// What its section of the reference page has besides, before the example; nil where that is all.
    static var appendix: String? { get }

    /// What steps of the kind are by nature; each of the three protocols says it.
    static var nature: KindNature { get }

    /// What this step is by nature, with what it can do; each of the three protocols says it.
    var nature: StepNature { get }

    /// Reads the fields; problems are recorded in the decoder.
    init(from decoder: inout StepDecoder)

    /// The files beside the chapter that a block of the kind sends to hosts, where their paths hold no `{{name}}`.
    static func filesSent(by block: StepBlock) -> [SentFile]

    /// The hosts that the body itself names, as a quantified check does; nil where `on=` must say them.
    var hosts: Selector? { get }

    /// Doubts worth a warning of `lint`, such as a `run` that nothing can probe.
    var doubts: [String] { get }

    /// Words that an author should see in the plan: "write /etc/default/etcd".
    var title: String { get }
}

extension StepKind {
    /// The name of the kind, as authors write it.
    public static var name: String { documentation.name }
    /// The fields and the example say all of most kinds.
    public static var appendix: String? { nil }
    /// Most kinds send no file that stands beside the chapter.
    public static func filesSent(by block: StepBlock) -> [SentFile] { [] }
    /// Most kinds leave it to `on=`.
    public var hosts: Selector? { nil }
    /// Most kinds leave no doubt.
    public var doubts: [String] { [] }
}

/// A file beside the chapter that a block sends to hosts.
public struct SentFile: Sendable, Hashable {
    /// Its path from the chapter's folder.
    public let path: String
    /// Where the path stands.
    public let place: SourcePlace
}
