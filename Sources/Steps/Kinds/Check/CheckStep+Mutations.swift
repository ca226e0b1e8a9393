extension CheckStep {
    /// Those of its questions.
    public func mutations(on host: Host) -> [Mutation] {
        var seen: Set<String> = []
        return questionnaire.questions.flatMap { $0.mutations(on: host) }.filter {
            seen.insert($0.title).inserted
        }
    }

    /// Each answer falsified by itself.
    public func falseAnswers(to reply: Reply) -> [FalseAnswer] { questionnaire.falseAnswers(to: reply) }
}
