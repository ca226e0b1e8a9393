/// What a kind says of itself: the source of `labctl steps`, of the reference page and of what lint allows.
public struct KindDocumentation: Sendable {
    /// One field that an author may write.
    public struct Field: Sendable {
        /// Its name.
        public var name: String
        /// What can stand there: "octal", "words", "duration", "path".
        public var form: String
        /// What it says, in a sentence.
        public var summary: String
        /// Whether it must be there.
        public var isRequired: Bool

        /// A field by name, form and meaning.
        public init(_ name: String, _ form: String, _ summary: String, required: Bool = false) {
            self.name = name
            self.form = form
            self.summary = summary
            isRequired = required
        }
    }

    /// What the body of a block is, so that a handout shows it as such.
    public enum BodyForm: Sendable, Hashable {
        /// Commands that a person would type.
        case commands
        /// A text: a file's content, a list, fields.
        case text
    }

    /// The kind's name, the first word in the braces.
    public var name: String
    /// What it states, completing "states that …".
    public var states: String
    /// How it is probed, in a sentence.
    public var probing: String
    /// What the body of the block is.
    public var body: String
    /// The fields that may be written as attributes.
    public var attributes: [Field]
    /// The fields that may be written in a YAML body; empty where the body is not YAML.
    public var bodyFields: [Field]
    /// A whole example block, fences included, that decodes without a problem in the Celtic lab.
    public var example: String
    /// What the body is to a reader.
    public var bodyForm: BodyForm
    /// Why nothing that the example states can be broken by the kind's own mutations; nil where it can.
    public var noMutations: String?

    /// The documentation of a kind.
    public init(
        name: String, states: String, probing: String, body: String, attributes: [Field] = [],
        bodyFields: [Field] = [], example: String, bodyForm: BodyForm = .text, noMutations: String? = nil
    ) {
        self.name = name
        self.states = states
        self.probing = probing
        self.body = body
        self.attributes = attributes
        self.bodyFields = bodyFields
        self.example = example
        self.bodyForm = bodyForm
        self.noMutations = noMutations
    }
}
