extension CommandMatcher {
    /// The exit status always counts. The output counts only if the author states something about it.
    func falseAnswers(to answer: Reply) -> [FalseAnswer] {
        let isRead = stdout != nil || equals != nil || expression != nil
        return [
            isRead ? answer.silent(title) : nil, isRead ? answer.garbled(title) : nil, answer.failing(title),
        ]
        .compactMap { $0 }
    }
}

extension Transcript.Exchange {
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

extension Reply {
    /// The same with other letters and digits in every word; nil where nothing is printed.
    fileprivate func garbled(_ title: String) -> FalseAnswer? {
        guard output.contains(where: { $0.isLetter || $0.isNumber }) else { return nil }
        let other = String(
            output.map { character in
                character.isNumber
                    ? (character == "7" ? "8" : "7")
                    : character.isLetter ? (character == "x" ? "z" : "x") : character
            })
        return FalseAnswer("\(title): other words are printed", Reply(status: status, output: other))
    }
}
