import Steps

extension Event.What {
    /// The same with every secret masked. Output was masked where it was read, since a secret may be cut in two, but by
    /// what was known then.
    func redacted(by redactor: Redactor) -> Event.What {
        switch self {
        case .runStarted(let header):
            return .runStarted(header.redacted(by: redactor))
        case .probed(let step, let host, let differences):
            return .probed(step: step, host: host, differences: differences.map { $0.redacted(by: redactor) })
        case .hostFinished(let step, let host, let result):
            return .hostFinished(step: step, host: host, result: result.redacted(by: redactor))
        case .drill(let step, let phase, let host, let detail):
            return .drill(step: step, phase: phase, host: host, detail: redactor.redact(detail))
        case .mutationStarted(let step, let host, let title):
            return .mutationStarted(step: step, host: host, title: redactor.redact(title))
        case .mutationFinished(let step, let host, let result):
            return .mutationFinished(step: step, host: host, result: result.redacted(by: redactor))
        case .notice(let text): return .notice(redactor.redact(text))
        case .output(let step, let host, let stream, let text):
            return .output(step: step, host: host, stream: stream, text: redactor.redact(text))
        case .stepStarted, .stepFinished, .hint, .askedBefore, .tested, .runFinished: return self
        }
    }
}

extension RunHeader {
    /// The same with every secret masked: a step's title may be a line of its script.
    func redacted(by redactor: Redactor) -> RunHeader {
        var header = self
        for index in steps.indices { header.steps[index].title = redactor.redact(steps[index].title) }
        return header
    }
}

extension Difference {
    /// The same, but for what the host printed.
    var withoutEvidence: Difference { Difference(summary, remedy: remedy, about: subject) }

    fileprivate func redacted(by redactor: Redactor) -> Difference {
        Difference(
            redactor.redact(summary), evidence: redactor.redact(evidence), remedy: remedy, about: subject)
    }
}

extension HostResult {
    /// The same, but for what the host printed.
    var withoutEvidence: HostResult {
        var result = self
        result.differences = differences.map(\.withoutEvidence)
        result.evidence = []
        return result
    }

    /// The same with every secret masked.
    func redacted(by redactor: Redactor) -> HostResult {
        var result = self
        result.message = redactor.redact(message)
        result.differences = differences.map { $0.redacted(by: redactor) }
        result.evidence = evidence.map {
            Evidence(redactor.redact($0.title), redactor.redact($0.text), on: $0.host)
        }
        result.cause = cause.map { Cause(redactor.redact($0.sentence), verdict: $0.verdict) }
        return result
    }
}

extension MutationResult {
    /// The same with every secret masked.
    fileprivate func redacted(by redactor: Redactor) -> MutationResult {
        var result = self
        result.title = redactor.redact(title)
        result.detail = redactor.redact(detail)
        result.asked = redactor.redact(asked)
        result.reason = redactor.redact(reason)
        return result
    }
}
