import Steps

extension Event.What {
    /// The same with every secret masked. Output is masked where it is read, since a secret may be cut in two.
    func redacted(by redactor: Redactor) -> Event.What {
        switch self {
        case .runStarted(var header):
            for index in header.steps.indices {
                header.steps[index].title = redactor.redact(header.steps[index].title)
            }
            return .runStarted(header)
        case .probed(let step, let host, let differences):
            return .probed(step: step, host: host, differences: differences.map { $0.redacted(by: redactor) })
        case .hostFinished(let step, let host, let result):
            return .hostFinished(step: step, host: host, result: result.redacted(by: redactor))
        case .drill(let step, let phase, let host, let detail):
            return .drill(step: step, phase: phase, host: host, detail: redactor.redact(detail))
        case .notice(let text): return .notice(redactor.redact(text))
        case .output, .stepStarted, .stepFinished, .hint, .runFinished: return self
        }
    }
}

extension Difference {
    fileprivate func redacted(by redactor: Redactor) -> Difference {
        Difference(redactor.redact(summary), evidence: redactor.redact(evidence), remedy: remedy)
    }
}

extension HostResult {
    /// The same with every secret masked.
    func redacted(by redactor: Redactor) -> HostResult {
        var result = self
        result.message = redactor.redact(message)
        result.differences = differences.map { $0.redacted(by: redactor) }
        result.evidence = evidence.map { Evidence(redactor.redact($0.title), redactor.redact($0.text)) }
        result.cause = cause.map { Cause(redactor.redact($0.sentence), verdict: $0.verdict) }
        return result
    }
}
