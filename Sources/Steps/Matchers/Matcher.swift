/// A question with a name, which an author asks by fields. One file or folder a matcher, one line in
/// `Matchers.all`.
protocol Matcher: Question {
    /// Its name and its fields; the reference page is made from it.
    static var documentation: MatcherDocumentation { get }

    /// Reads the field of its name and its options; problems are recorded in `fields`.
    init(from fields: inout Fields)
}

/// What a matcher says of itself.
struct MatcherDocumentation: Sendable {
    /// Its name: the field that opens it.
    let name: String
    /// What stands behind the name: "number", "URL".
    let form: String
    /// What must hold, in a sentence that ends without a full stop.
    let states: String
    /// The fields that may follow it.
    let options: [KindDocumentation.Field]
    /// Lines of YAML that decode without a problem in the Celtic lab.
    let example: String
    /// Why nothing that the example states can be broken by the matcher's own mutations; nil where it can.
    let noMutations: String?
    /// Why there is nothing to look at where the example does not hold; nil where there is.
    let noEvidence: String?

    init(
        _ name: String, _ form: String, states: String, options: [KindDocumentation.Field] = [],
        example: String, noMutations: String? = nil, noEvidence: String? = nil
    ) {
        self.name = name
        self.form = form
        self.states = states
        self.options = options
        self.example = example
        self.noMutations = noMutations
        self.noEvidence = noEvidence
    }
}
