/// Something that a check asks of a host, and how the answer is read.
protocol Question: Sendable {
    /// The bash that asks, in a subshell of its own; its output and status are the answer. Changes nothing.
    var script: String { get }

    /// Whether the answer is the wanted one.
    func finding(_ answer: Reply) -> Finding

    /// The question in a few words: "port 6443".
    var title: String { get }

    /// What to look at besides on a host where the answer is not the wanted one.
    var collectors: [Collector] { get }

    /// Ways to break on a host what the matcher checks; the finding must notice each.
    func mutations(on host: Host) -> [Mutation]

    /// The real answer, falsified; the finding must notice.
    func falseAnswers(to answer: Reply) -> [FalseAnswer]
}

/// A question with a name, which an author asks by fields. One file a matcher, one line in `Matchers.all`.
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

    init(
        _ name: String, _ form: String, states: String, options: [KindDocumentation.Field] = [],
        example: String
    ) {
        self.name = name
        self.form = form
        self.states = states
        self.options = options
        self.example = example
    }
}

/// Every matcher. A new one is one new file and one line here.
enum Matchers {
    /// The matchers, in the order of the reference page.
    static let all: [any Matcher.Type] = [
        CommandMatcher.self,
        PortMatcher.self,
        HTTPMatcher.self,
        DNSMatcher.self,
        AddressMatcher.self,
        UnitMatcher.self,
        FileMatcher.self,
        MountMatcher.self,
        KubernetesMatcher.self,
    ]

    /// The names of all matchers.
    static let names = documentation.map(\.name)

    /// What each matcher says of itself, in the same order.
    static let documentation = all.map { $0.documentation }

    /// Reads matchers in the order in which they were written; an option belongs to the matcher before it.
    static func read(from fields: inout Fields, after own: [String]) -> [any Matcher] {
        var groups: [[Fields.Entry]] = []
        var options: [String] = []
        for entry in fields.entries where !own.contains(entry.name) {
            if type(named: entry.name) != nil, !options.contains(entry.name) {
                groups.append([entry])
                options = optionNames[entry.name] ?? []
            } else if groups.isEmpty {
                fields.report(unknown(entry, own: own))
            } else {
                groups[groups.count - 1].append(entry)
            }
        }
        fields.allowAll()
        return groups.compactMap { group in
            guard let first = group.first, let type = type(named: first.name) else { return nil }
            var inner = Fields(title: "`\(first.name)`", entries: group, place: first.place)
            let matcher = type.init(from: &inner)
            inner.allow(own + names)
            inner.finish()
            fields.report(inner.problems)
            return matcher
        }
    }

    private static func type(named name: String) -> (any Matcher.Type)? {
        byName[name]
    }

    private static let byName = Dictionary(uniqueKeysWithValues: zip(names, all))
    private static let optionNames = Dictionary(
        uniqueKeysWithValues: documentation.map { ($0.name, $0.options.map(\.name)) })

    private static func unknown(_ entry: Fields.Entry, own: [String]) -> Diagnostic {
        .error(
            "unknown-name", at: entry.place, "`check` has no `\(entry.name)`",
            Spelling.advice(for: entry.name, among: own + names))
    }
}
