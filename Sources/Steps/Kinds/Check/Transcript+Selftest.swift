extension Transcript.Exchange {
    var collectors: [Collector] { Collector.spokenOf(in: command) }

    /// What a command asks, only the chapter's author can break.
    func mutations(on host: Host) -> [Mutation] { [] }

    /// Nothing printed, other words printed, a line of those that the author wrote gone, another exit status.
    func falseAnswers(to answer: Reply) -> [FalseAnswer] {
        guard !output.allSatisfy({ $0.trimmingSpaces == "..." || $0.isEmpty }) else {
            return [answer.failing(title)] + (output.isEmpty ? [] : [answer.silent(title)].compactMap { $0 })
        }
        return [answer.silent(title), answer.garbled(title), answer.failing(title)].compactMap { $0 }
            + shortened(answer)
    }

    private func shortened(_ answer: Reply) -> [FalseAnswer] {
        let lines = answer.output.split(separator: "\n", omittingEmptySubsequences: false)
        let written = Set(output.filter { $0.trimmingSpaces != "..." && !$0.isEmpty })
        return written.sorted().compactMap { wanted in
            guard
                let index = lines.firstIndex(where: {
                    LinePatterns(String(wanted)).mismatch(in: String($0)) == nil
                })
            else { return nil }
            var rest = lines
            let line = rest.remove(at: index)
            return FalseAnswer(
                "\(title): the line `\(line)` is missing",
                Reply(status: answer.status, output: rest.joined(separator: "\n")))
        }
    }
}
