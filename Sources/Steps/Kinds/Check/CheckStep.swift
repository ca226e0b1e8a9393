/// `check`: something holds. It never changes anything.
public struct CheckStep: CheckKind {
    let questionnaire: Questionnaire
    let quantifier: Quantifier?
    /// How many good answers in a row make it hold.
    public let goodAnswers: Int
    /// The pause between two questions.
    public let pause: Duration

    /// What the reference page says.
    public static let documentation = KindDocumentation(
        name: "check",
        states: "something holds: a transcript of commands, or named matchers, on one host or on several",
        probing: "it is a probe itself and changes nothing; a command that is not there is a broken check",
        body: """
            either a transcript (language `console`): `$ command`, then what it prints, both outputs together, where \
            `...` stands for any text within a line and for any lines on a line of its own; `[exit 3]` on the last \
            line of a command that must fail so; `> ` continues a command; each command is a shell of its own. Or \
            matchers (language `yaml`), all of which must hold; an option belongs to the matcher before it
            """,
        bodyFields: Quantifier.documentation + Repetition.documentation,
        example: """
            ```yaml {check #one-holder retry=30s}
            exactly: 1 of masters
            address: 10.0.0.39
            ```

            ```console {check #etcd-health on=etcd[0] retry=30s}
            $ etcdctl endpoint health
            127.0.0.1:2379 is healthy: ...
            ```
            """)

    /// The matchers.
    public static var appendix: String? { Matchers.reference }

    private static let ownNames = documentation.bodyFields.map(\.name)

    /// Reads a transcript, or matchers with their quantifier.
    public init(from decoder: inout StepDecoder) {
        guard decoder.language == "yaml" || decoder.language == "yml" else {
            self.init(questions: Transcript.read(&decoder))
            return
        }
        let place = decoder.bodyPlace
        self = decoder.yamlBody { CheckStep(from: &$0, at: place) }
    }

    /// Reads matchers, quantifier and repetition from a mapping; `own` are names that the caller reads itself.
    init(from fields: inout Fields, at place: SourcePlace, own: [String] = []) {
        let quantifier = Quantifier.read(from: &fields)
        let repetition = Repetition(from: &fields)
        let matchers = Matchers.read(from: &fields, after: Self.ownNames + own)
        if matchers.isEmpty && fields.problems.isEmpty {
            fields.report(
                .error(
                    "empty-body", at: place, "this `check` asks nothing",
                    ["Write one of: \(Matchers.names.joined(separator: ", "))."]))
        }
        self.init(questions: matchers, quantifier: quantifier, repetition: repetition)
    }

    /// A check of questions; of none it holds everywhere.
    init(questions: [any Question] = [], quantifier: Quantifier? = nil, repetition: Repetition = Repetition())
    {
        questionnaire = Questionnaire(questions: questions)
        self.quantifier = quantifier
        goodAnswers = repetition.good
        pause = repetition.every
    }

    /// All questions in one script.
    public func probe(on host: Host) -> Probe? {
        Probe(questionnaire.script) { questionnaire.finding($0) }
    }

    /// A quantifier counts hosts.
    public static var isJudgedTogether: Bool { true }

    /// By the quantifier, where there is one.
    public func judge(_ findings: [HostFinding]) -> [HostFinding] {
        quantifier?.judge(findings, of: title) ?? findings
    }

    /// The hosts of the quantifier.
    public var hosts: Selector? { quantifier?.hosts }

    /// What is asked.
    public var title: String { questionnaire.questions.map(\.title).joined(separator: ", ") }
}

/// How often a check is asked until it holds.
struct Repetition {
    var good = 1
    var every = Duration.milliseconds(200)

    static let documentation: [KindDocumentation.Field] = [
        .init("good", "number", "how many good answers in a row make it hold; 1 by default"),
        .init("every", "duration", "the pause between two questions; 200ms by default"),
    ]

    /// Once.
    init() {}

    /// Reads `good` and `every`.
    init(from fields: inout Fields) {
        good = fields.integer("good", in: 1...10_000) ?? good
        every = fields.duration("every") ?? every
    }
}
