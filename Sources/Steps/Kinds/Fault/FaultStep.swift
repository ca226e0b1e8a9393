/// `fault`: a drill. Something is broken on purpose; clients must be served again within a budget; it is healed.
public struct FaultStep: DrillKind {
    /// What to break, what to ask, how long; nil where the body does not say what is broken or asked.
    public let drill: Drill?

    /// What every kind may have, and a drill has no use for.
    private static let meaningless = ["as", "timeout", "retry", "serial", "capture"]

    /// What the reference page says.
    public static let documentation = KindDocumentation(
        name: "fault",
        states: "clients are served again, for good, within a budget after something was broken on purpose",
        probing:
            "the probe, the invariants and the ledger are asked all through, each at its own cadence, or as soon as the "
            + "last answer is there where that took longer; one that is not there after 5 s is a bad one. Recovery counts "
            + "from the fault (or the heal) to the first of `good` good answers in a row. What is broken is written "
            + "down before it is broken and always healed: after a failure, after Ctrl-C, by the next `labctl run` where "
            + "labctl was killed, and where nobody comes back by a timer on the host (but for `power-off` and "
            + "`link-down`, which nothing on the host can mend). `as`, `timeout`, `retry`, `serial` and `capture` mean nothing here",
        body: "the fields, in YAML",
        bodyFields: [
            .init(
                "break", "fault", "what is done to each of the step's hosts; one of the faults below",
                required: true),
            .init(
                "target", "matchers",
                "which of the step's hosts is broken: the one where this holds; all by default"),
            .init(
                "probe", "matchers",
                "what clients ask: matchers with a quantifier, or `from:` a host; `every:` the pause; `that:` its name",
                required: true),
            .init("recover-within", "duration", "how long until they are served again", required: true),
            .init("good", "number", "how many good answers in a row that takes; 20 by default"),
            .init(
                "recovers", "by-itself or healed",
                "whether that happens while the fault lasts, or only once it is healed; `by-itself` by "
                    + "default"
            ),
            .init(
                "noticed", "yes or no",
                "whether the probe must go bad at least once, or must not; either by default"),
            .init("lasts", "duration", "how long the fault lasts at least"),
            .init(
                "invariant", "list of matchers", "checks, as `probe`, that must hold whenever they are asked"),
            .init(
                "meanwhile", "list of matchers",
                "checks, as `probe`, that must come to hold while the fault lasts"),
            .init(
                "ledger", "fields",
                "writes all through, of which none that was acknowledged may be lost: "
                    + Ledger.documentation.map { "`\($0.name)` \($0.summary)" }.joined(separator: "; ")),
            .init(
                "heal", "list",
                "the author's own commands, `on:` hosts and `run:` a command, carried out after the fault is healed"
            ),
        ],
        example: """
            ```yaml {fault #api-holder-lost on=masters}
            target: {address: 10.0.0.39}
            break: power-off
            probe:
              from: artio
              command: kubectl --kubeconfig /etc/kubernetes/admin.kubeconfig get --raw /readyz
              every: 200ms
            invariant:
            - that: the web servers answer
              from: belenus
              http: http://10.0.0.45:30080/
            recover-within: 60s
            good: 20
            ```

            ```yaml {fault #quorum-lost on=etcd[1],etcd[2]}
            break: {stop: etcd}
            recovers: healed
            noticed: yes
            probe:
              from: morrigan
              command: etcdctl put drill now
            meanwhile:
            - that: a read that may be old is still answered
              from: morrigan
              command: etcdctl get --consistency=s drill
            ledger:
              from: morrigan
              write: etcdctl put ledger/$N $N
              read: etcdctl get --prefix --keys-only ledger/
              clear: etcdctl del --prefix ledger/
            heal:
            - {on: etcd, run: systemctl start etcd}
            recover-within: 30s
            ```
            """)

    /// The faults.
    public static var appendix: String? { Faults.reference }

    /// Reads the body.
    public init(from decoder: inout StepDecoder) {
        for name in Self.meaningless {
            guard let entry = decoder.attributes.entries.first(where: { $0.name == name }) else { continue }
            decoder.attributes.report(
                .error(
                    "no-meaning", at: entry.place, "`\(name)` means nothing to a drill",
                    [
                        "A question may take 5 s and is asked again `every`; `recover-within` is the limit of all."
                    ]))
        }
        let place = decoder.bodyPlace
        drill = decoder.yamlBody { fields in
            for name in ["break", "probe", "recover-within"] where !fields.has(name) {
                fields.report(.error("missing", at: place, "`fault` needs `\(name)`"))
            }
            return Drill(from: &fields, at: place)
        }
    }

    /// What is broken and what must recover.
    public var title: String {
        guard let drill else { return "a drill" }
        let end = drill.recovery == .healed ? "healed, then" : "then"
        return "\(drill.fault.title), \(end) \(drill.probe.name) within \(Int(drill.budget.seconds))s"
    }
}

extension Drill {
    /// Reads the fields of a body; nil where what is broken or asked is not there or not right.
    init?(from fields: inout Fields, at place: SourcePlace) {
        let fault = Faults.read(from: &fields)
        let target = fields.nested("target") { CheckStep(from: &$0, at: place) }
        let probe = fields.nested("probe") { DrillCheck(from: &$0, at: place) }
        invariants = fields.nestedList("invariant") { DrillCheck(from: &$0, at: place) }
        meanwhile = fields.nestedList("meanwhile") { DrillCheck(from: &$0, at: place) }
        ledger = fields.nested("ledger") { Ledger(from: &$0) }
        remedies = fields.nestedList("heal") { Remedy(from: &$0) }
        mustBeNoticed = fields.has("noticed") ? fields.flag("noticed") : nil
        recovery =
            fields.choice("recovers", among: Recovery.allCases.map(\.rawValue)).flatMap {
                Recovery(rawValue: $0)
            }
            ?? .byItself
        budget = fields.duration("recover-within") ?? .seconds(60)
        goodAnswers = fields.integer("good", in: 1...10_000) ?? 20
        lasting = fields.duration("lasts") ?? .zero
        guard let fault, let probe else { return nil }
        (self.fault, self.target, self.probe) = (fault, target, probe)
    }
}
