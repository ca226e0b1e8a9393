/// `command`: a command ends and prints as it should.
struct CommandMatcher: Matcher {
    let command: String
    let status: Int
    let stdout: LinePatterns?
    let equals: String?
    let expression: RegularExpression?

    static let documentation = MatcherDocumentation(
        "command", "command", states: "a command (bash) exits and prints as it should",
        options: [
            .init("exit", "number", "its exit status; 0 by default"),
            .init(
                "stdout", "lines",
                "what it prints to standard output, where `...` stands for any text or any lines"),
            .init(
                "equals", "text",
                "what it prints to standard output, exactly, but for spaces and line ends around it"),
            .init(
                "matches", "regular expression",
                "what occurs somewhere in what it prints to standard output; standard error is not looked at (`2>&1` joins "
                    + "it); a check whose search takes longer than a second is broken"
            ),
        ],
        example: """
            command: "etcdctl endpoint health"
            stdout: "... is healthy: ..."
            """,
        noMutations: "only the chapter's author knows how to break what a command of his asks",
        noEvidence: "of what a command asks something is known only where it names a unit, a URL or a cluster"
    )

    init(from fields: inout Fields) {
        command = fields.requiredCode("command")
        status = fields.integer("exit", in: 0...255) ?? 0
        stdout = fields.linePatterns("stdout")
        equals = fields.text("equals")
        let pattern = fields.written("matches", in: .expression)
        expression = pattern.flatMap { RegularExpression($0) }
        if let pattern, expression == nil { fields.reportValue("matches", pattern, "a regular expression") }
    }

    var script: String { command }

    var title: String { "`\(command.onOneLine)`" }

    func finding(_ answer: Reply) -> Finding {
        if let broken = answer.brokenCommand(expecting: status) { return broken }
        if status != 127, let broken = MissingProgram(in: answer.errorOutput, of: command)?.finding {
            return broken
        }
        let printed = String(answer.output.trimmingSpaces)
        guard answer.status == status else {
            return .differs([
                Difference(
                    "\(title) exited with \(answer.status), not \(status)", evidence: answer.everything)
            ])
        }
        if let stdout, let evidence = stdout.mismatch(in: printed) {
            return answer.differing("\(title) printed something else", evidence + answer.besides)
        }
        if let equals, equals.trimmingSpaces != printed {
            return .differs([
                Difference("\(title) did not print `\(equals)`\(answer.place)", evidence: answer.everything)
            ])
        }
        if let expression {
            let pattern = expression.pattern
            switch expression.occurs(in: printed) {
            case true?: break
            case false?:
                return answer.differing(
                    "\(title) printed nothing to standard output that matches `\(pattern)`", answer.everything
                )
            case nil:
                return .broken(
                    "`\(pattern)` could not be looked for in a second: it can match the same text in too many ways. "
                        + "Write it so that no two repeated parts can take the same text, or use `stdout`.")
            }
        }
        return .holds(seen: printed)
    }
}

extension Reply {
    /// Which stream is meant, where something came on the other.
    fileprivate var place: String { errorOutput.trimmingSpaces.isEmpty ? "" : " to standard output" }
}
