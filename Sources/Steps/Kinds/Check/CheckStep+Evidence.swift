extension CheckStep {
    /// Those of its matchers, or of what its commands speak of.
    public func collectors(on host: Host) -> [Collector] { questionnaire.questions.flatMap(\.collectors).few }
}
