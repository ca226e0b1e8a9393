import Steps

/// The form of an event in the journal and in JSON Lines: one flat object, whose `event` says what happened.
///
///     {"time": 1790000000.25, "event": "step-started", "step": "etcd-up", "hosts": ["morrigan", "balar"]}
///
/// | event | other members |
/// |---|---|
/// | `run-started` | those of `RunHeader`: `mode`, `chapter`, `title`, `lab`, `steps` |
/// | `step-started` | `step`, `hosts` |
/// | `probed` | `step`, `host`, `differences` (objects of `summary` and `evidence`) |
/// | `output` | `step`, `host`, `stream` (`output` or `error`), `text` |
/// | `host-finished` | `step`, `host`, and those of `HostResult`: `outcome`, `differences`, `message`, `evidence`, `cause`, `seconds` |
/// | `step-finished` | `step`, `outcome`, `seconds` |
/// | `drill` | `step`, `phase`, `host`, `detail` |
/// | `hint` | `step`, `rung` |
/// | `asked-before` | `step`, `hosts` (where it held already) |
/// | `mutation-started` | `step`, `host`, `title` |
/// | `mutation-finished` | `step`, `host`, and those of `MutationResult`: `title`, `origin`, `fate`, `detail`, `asked`, `reason`, `place`, `seconds` |
/// | `tested` | `step`, `seconds` |
/// | `notice` | `text` |
/// | `run-finished` | those of `RunSummary`: `counts`, `seconds`, `wasInterrupted`, `points`, `mutations` |
extension Event: Codable {
    private enum Name: String, Codable {
        case runStarted = "run-started"
        case stepStarted = "step-started"
        case probed
        case output
        case hostFinished = "host-finished"
        case stepFinished = "step-finished"
        case drill
        case hint
        case askedBefore = "asked-before"
        case mutationStarted = "mutation-started"
        case mutationFinished = "mutation-finished"
        case tested
        case notice
        case runFinished = "run-finished"
    }

    private enum Key: String, CodingKey {
        case time, event, step, host, hosts, differences, stream, text, outcome, seconds, phase, detail, rung
        case title
    }

    /// Writes the flat object.
    public func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Key.self)
        try object.encode(time, forKey: .time)
        func begin(_ name: Name, step: String? = nil, host: String? = nil) throws {
            try object.encode(name, forKey: .event)
            try object.encodeIfPresent(step, forKey: .step)
            try object.encodeIfPresent(host, forKey: .host)
        }
        switch what {
        case .runStarted(let header):
            try begin(.runStarted)
            try header.encode(to: encoder)
        case .stepStarted(let step, let hosts):
            try begin(.stepStarted, step: step)
            try object.encode(hosts, forKey: .hosts)
        case .probed(let step, let host, let differences):
            try begin(.probed, step: step, host: host)
            try object.encode(differences, forKey: .differences)
        case .output(let step, let host, let stream, let text):
            try begin(.output, step: step, host: host)
            try object.encode(stream, forKey: .stream)
            try object.encode(text, forKey: .text)
        case .hostFinished(let step, let host, let result):
            try begin(.hostFinished, step: step, host: host)
            try result.encode(to: encoder)
        case .stepFinished(let step, let outcome, let seconds):
            try begin(.stepFinished, step: step)
            try object.encode(outcome, forKey: .outcome)
            try object.encode(seconds, forKey: .seconds)
        case .drill(let step, let phase, let host, let detail):
            try begin(.drill, step: step, host: host)
            try object.encode(phase, forKey: .phase)
            try object.encode(detail, forKey: .detail)
        case .hint(let step, let rung):
            try begin(.hint, step: step)
            try object.encode(rung, forKey: .rung)
        case .askedBefore(let step, let held):
            try begin(.askedBefore, step: step)
            try object.encode(held, forKey: .hosts)
        case .mutationStarted(let step, let host, let title):
            try begin(.mutationStarted, step: step, host: host)
            try object.encode(title, forKey: .title)
        case .mutationFinished(let step, let host, let result):
            try begin(.mutationFinished, step: step, host: host)
            try result.encode(to: encoder)
        case .tested(let step, let seconds):
            try begin(.tested, step: step)
            try object.encode(seconds, forKey: .seconds)
        case .notice(let text):
            try begin(.notice)
            try object.encode(text, forKey: .text)
        case .runFinished(let summary):
            try begin(.runFinished)
            try summary.encode(to: encoder)
        }
    }

    /// Reads the flat object; throws `DecodingError` for a member that is missing or of another type.
    public init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: Key.self)
        func text(_ key: Key) throws -> String { try object.decode(String.self, forKey: key) }
        let what: What =
            switch try object.decode(Name.self, forKey: .event) {
            case .runStarted: .runStarted(try RunHeader(from: decoder))
            case .stepStarted:
                .stepStarted(step: try text(.step), hosts: try object.decode([String].self, forKey: .hosts))
            case .probed:
                .probed(
                    step: try text(.step), host: try text(.host),
                    differences: try object.decode([Difference].self, forKey: .differences))
            case .output:
                .output(
                    step: try text(.step), host: try text(.host),
                    stream: try object.decode(HostStream.self, forKey: .stream), text: try text(.text))
            case .hostFinished:
                .hostFinished(
                    step: try text(.step), host: try text(.host), result: try HostResult(from: decoder))
            case .stepFinished:
                .stepFinished(
                    step: try text(.step), outcome: try object.decode(Outcome.self, forKey: .outcome),
                    seconds: try object.decode(Double.self, forKey: .seconds))
            case .drill:
                .drill(
                    step: try text(.step), recorded: try text(.phase), host: try text(.host),
                    detail: try text(.detail))
            case .hint: .hint(step: try text(.step), rung: try text(.rung))
            case .askedBefore:
                .askedBefore(step: try text(.step), held: try object.decode([String].self, forKey: .hosts))
            case .mutationStarted:
                .mutationStarted(step: try text(.step), host: try text(.host), title: try text(.title))
            case .mutationFinished:
                .mutationFinished(
                    step: try text(.step), host: try text(.host), result: try MutationResult(from: decoder))
            case .tested:
                .tested(step: try text(.step), seconds: try object.decode(Double.self, forKey: .seconds))
            case .notice: .notice(try text(.text))
            case .runFinished: .runFinished(try RunSummary(from: decoder))
            }
        self.init(time: try object.decode(Double.self, forKey: .time), what: what)
    }
}

extension Event.What {
    /// A moment of a drill as it was recorded, perhaps by another version, whose phases have other names.
    fileprivate static func drill(step: String, recorded name: String, host: String, detail: String)
        -> Self
    {
        if let phase = DrillPhase(rawValue: name) {
            return .drill(step: step, phase: phase, host: host, detail: detail)
        }
        return .drill(step: step, phase: .other, host: host, detail: "\(name): \(detail)")
    }
}
