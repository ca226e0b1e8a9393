extension Question {
    /// Most read both what is printed and the exit status.
    func falseAnswers(to answer: Reply) -> [FalseAnswer] {
        [answer.silent(title), answer.failing(title)].compactMap { $0 }
    }
}

extension Reply {
    /// The same with nothing printed; nil where nothing is printed anyway.
    func silent(_ title: String) -> FalseAnswer? {
        output.trimmingSpaces.isEmpty
            ? nil : FalseAnswer("\(title): nothing is printed", Reply(status: status))
    }

    /// The same with another exit status: 1, or 0 where it is not 0.
    func failing(_ title: String) -> FalseAnswer {
        let other = status == 0 ? 1 : 0
        return FalseAnswer(
            "\(title): the exit status is \(other)",
            Reply(status: other, output: output, errorOutput: errorOutput))
    }

    /// The same with other letters and digits in every word; nil where nothing is printed.
    func garbled(_ title: String) -> FalseAnswer? {
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
