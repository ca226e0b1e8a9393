extension CommandMatcher {
    var collectors: [Collector] { Collector.spokenOf(in: command) }

    /// What a command asks, only the chapter's author can break.
    func mutations(on host: Host) -> [Mutation] { [] }

    /// The exit status always counts, what is printed only where the author says something about it.
    func falseAnswers(to answer: Reply) -> [FalseAnswer] {
        let isRead = stdout != nil || equals != nil || expression != nil
        return [
            isRead ? answer.silent(title) : nil, isRead ? answer.garbled(title) : nil, answer.failing(title),
        ]
        .compactMap { $0 }
    }
}
