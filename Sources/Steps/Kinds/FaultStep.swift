/// `fault`: a drill. A host is broken on purpose; clients must be served again within a budget; it is healed.
public struct FaultStep: StepKind {
    let fault: Drill.Fault
    let target: CheckStep?
    let question: CheckStep
    let prober: Selector
    let budget: Duration

    /// What the reference page says.
    public static let documentation = KindDocumentation(
        name: "fault",
        states: "clients are served again, for good, within a budget after a host was broken on purpose",
        probing:
            "the question is asked from another host all through; recovery counts from the fault to the first of "
            + "`good` good answers in a row; the host is always healed at the end",
        body: "the fields, in YAML",
        bodyFields: [
            .init(
                "break", "power-off", "what is done: the link first, then the machine, silently",
                required: true),
            .init(
                "target", "matchers",
                "which of the step's hosts is broken: the one where this holds; all where nothing is said"),
            .init(
                "probe", "matchers", "what clients ask: `from:` a host, matchers, `every:` the pause",
                required: true),
            .init("recover-within", "duration", "the budget", required: true),
            .init("good", "number", "how many good answers in a row end the drill; 20 where nothing is said"),
        ],
        example: """
            ```yaml {fault #api-holder-lost on=masters}
            target: {address: 10.0.0.39}
            break: power-off
            probe:
              from: artio
              command: kubectl --kubeconfig /etc/kubernetes/admin.kubeconfig get --raw /readyz
              every: 200ms
            recover-within: 60s
            good: 20
            ```
            """)

    /// How many good answers in a row end the drill.
    public let goodAnswers: Int
    /// The pause between two questions.
    public var pause: Duration { question.pause }

    /// Reads the body.
    public init(from decoder: inout StepDecoder) {
        let place = decoder.bodyPlace
        self = decoder.yamlBody { FaultStep(from: &$0, at: place) }
    }

    private init(from fields: inout Fields, at place: SourcePlace) {
        fault =
            fields.choice("break", among: Drill.Fault.allCases.map(\.rawValue)).flatMap {
                Drill.Fault(rawValue: $0)
            } ?? .powerOff
        target = fields.nested("target") { CheckStep(from: &$0, at: place) }
        let probe = fields.nested("probe") { inner in
            let from = Selector(inner.requiredText("from"), at: inner.entry("from")?.valuePlace ?? place)
            return (from, CheckStep(from: &inner, at: place, own: ["from"]))
        }
        for name in ["break", "probe", "recover-within"] where !fields.has(name) {
            fields.report(.error("missing", at: place, "`fault` needs `\(name)`"))
        }
        prober = probe?.0 ?? Selector("all", at: place)
        question = probe?.1 ?? CheckStep()
        budget = fields.duration("recover-within") ?? .seconds(60)
        goodAnswers = fields.integer("good", in: 1...10_000) ?? 20
    }

    /// A drill is always carried out; nothing can say that it already was.
    public func probe(on host: Host) -> Probe? { nil }

    /// Nothing that a host could do by itself: the runner breaks it.
    public func commands(on host: Host, after finding: Finding?) -> [Command] { [] }

    /// What to break, what to ask, how long.
    public var drill: Drill? {
        Drill(
            fault: fault, target: target, probe: question, prober: prober, cadence: pause, budget: budget,
            goodAnswers: goodAnswers)
    }

    /// What is broken and what must recover.
    public var title: String { "\(fault.rawValue), then \(question.title) within \(Int(budget.seconds))s" }
}
