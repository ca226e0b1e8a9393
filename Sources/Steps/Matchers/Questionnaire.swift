/// Several questions asked in one script, and their answers told apart.
///
/// Each question runs in a subshell. Of its answer come `= status`, then every line of its output behind `|`,
/// at most 64 KiB, so that no output can look like another answer.
struct Questionnaire: Sendable {
    let questions: [any Question]

    /// One script that asks them all.
    var script: Script {
        Script(Self.ask + questions.map { "ask \(Script.quote($0.script))\n" }.joined())
    }

    /// What differs in any answer; broken as soon as one question is; what was seen, joined by line ends.
    func finding(_ reply: Reply) -> Finding {
        let answers = Self.answers(in: reply)
        guard answers.count == questions.count else {
            return .broken("the answer ended early (status \(reply.status)). \(reply.complaint)")
        }
        var differences: [Difference] = []
        var seen: [String] = []
        for (question, answer) in zip(questions, answers) {
            switch question.finding(answer) {
            case .holds(let text): if !text.isEmpty { seen.append(text) }
            case .differs(let more): differences += more
            case .broken(let reason): return .broken("\(question.title): \(reason)")
            }
        }
        return Finding(differences, seen: seen.joined(separator: "\n"))
    }

    /// The answers of a host with one of them falsified, in every way that its question must notice.
    func falseAnswers(to reply: Reply) -> [FalseAnswer] {
        let answers = Self.answers(in: reply)
        guard answers.count == questions.count else { return [] }
        return questions.indices.flatMap { index in
            questions[index].falseAnswers(to: answers[index]).map { lie in
                var told = answers
                told[index] = lie.reply
                return FalseAnswer(lie.title, Self.reply(of: told))
            }
        }
    }

    /// What a host prints to give these answers.
    private static func reply(of answers: [Reply]) -> Reply {
        let lines = answers.flatMap { answer in
            ["= \(answer.status)"]
                + (answer.output.isEmpty
                    ? []
                    : answer.output.split(separator: "\n", omittingEmptySubsequences: false).map { "|\($0)" })
        }
        return Reply(status: 0, output: lines.joined(separator: "\n") + "\n")
    }

    /// The answer is read by the shell itself: no process but the question's own, and none that the shell waits for by
    /// number, which bash 5.2 forgets once in a thousand times where it has ended by then. The status comes through a pipe
    /// of its own (9), behind the question's number: what the question prints, or leaves running, cannot be taken for it.
    /// Who leaves something running that can still print is not waited for much longer than the question itself. In the
    /// C locale a byte is a character; in others bash stops at a zero byte within one. Who prints more than is read has a
    /// status as if ended by SIGPIPE.
    private static let ask = """
        exec 9<> <(:)
        asked=0
        ask() {
            local answer= part code from status= pause=0.5
            ((++asked))
            exec 8< <((eval "$1") 9>&-; echo $asked $? >&9)
            while
                LC_ALL=C IFS= read -r -N 65536 -t $pause -u 8 part; code=$?; answer+=$part
                ((code > 128 && ${#answer} < 65536)) && [[ -z $status ]]
            do hear 0.01 && pause=0.2; done
            exec 8<&-
            ((code != 0)) || status=141
            [[ $status ]] || hear 1 || status=255
            printf '= %s\\n' "$status"
            [[ -z $answer ]] || printf '|%s\\n' "${answer//$'\\n'/$'\\n|'}"
        }
        hear() {
            while read -r -t $1 -u 9 from status; do ((from != asked)) || return 0; done
            status=
            return 1
        }

        """

    private static func answers(in reply: Reply) -> [Reply] {
        var answers: [Reply] = []
        for line in reply.output.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("= ") {
                let status = Int(line.dropFirst(2)) ?? -1
                answers.append(Reply(status: status, errorOutput: reply.errorOutput))
            } else if line.hasPrefix("|"), !answers.isEmpty {
                answers[answers.count - 1].output += line.dropFirst() + "\n"
            }
        }
        for index in answers.indices { answers[index].output = answers[index].output.trimmingLineEnds }
        return answers
    }
}
