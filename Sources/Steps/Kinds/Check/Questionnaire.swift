/// Several questions in one script; it separates their answers.
///
/// Each question runs in a subshell. Of its answer come `= status`, then every line of its output behind `|`, so that no
/// output can look like another answer. Of a long one its beginning and its end come, `= status cut`, and `~` between them.
/// What would take the `|` back on a terminal, as `HostText` reads it, is taken out or followed by another `|`.
struct Questionnaire: Sendable {
    let questions: [any Question]

    /// One script that asks them all.
    var script: Script {
        Script(
            "limit=\(Self.limit / max(1, questions.count))\n" + Self.ask
                + questions.map { "ask \(Script.quote($0.script))\n" }.joined())
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
            ["= \(answer.status)\(answer.isCut ? " cut" : "")"]
                + (answer.output.isEmpty
                    ? []
                    : answer.output.split(separator: "\n", omittingEmptySubsequences: false).map { "|\($0)" })
        }
        return Reply(status: 0, output: lines.joined(separator: "\n") + "\n")
    }

    /// Bytes of output that are read of all questions together, as they are framed. A transport keeps more than that.
    static let limit = 480_000

    /// The answer is read by the shell itself: no process but the question's own, and none that the shell
    /// waits for by number, which bash 5.2 forgets once in a thousand times where it has ended by then. The
    /// status comes through a pipe of its own (9), behind the question's number: what the question prints, or
    /// leaves running, cannot be taken for it. If a question leaves a process running that can still print,
    /// labctl does not wait much longer for it. In the C locale a byte is a character; in others bash stops
    /// at a zero byte within one.
    ///
    /// Who prints more than the limit is read to its end, so that its status is its own; the middle is left out. Past
    /// 256 MiB nobody reads on, and who still prints is ended by SIGPIPE. What was left running and still
    /// holds the output is waited for, for 20 seconds (times `--patience`).
    private static let ask = """
        exec 5<> <(:) 9<> <(:)
        asked=0
        ask() {
            local answer= part code from status= pause=0.5 rest= drain
            ((++asked))
            exec 8< <((eval "$1") 5>&- 9>&-; echo $asked $? >&9)
            while
                LC_ALL=C IFS= read -r -N $limit -t $pause -u 8 part; code=$?; answer+=$part
                ((code > 128 && ${#answer} < limit)) && [[ -z $status ]]
            do hear 0 && pause=0.2; done
            if ((code == 0 || ${#answer} >= limit)); then
                exec 6< <(exec head -c 268435456 <&8 8<&-)
                drain=$!
                exec 7< <(exec tail -c $((limit / 2)) <&6 6<&- 8<&-) 6<&- 8<&-
                until [[ $status ]] || hear 10; do :; done
                # What was left running keeps the output open: then it ends here.
                LC_ALL=C IFS= read -r -N 1 -t \(Script.seconds(20)) -u 7 part || kill $drain 2>&-
                LC_ALL=C IFS= read -r -N $((limit / 2 - 1)) -t \(Script.seconds(60)) -u 7 rest
                rest=$part$rest
                exec 7<&-
            fi
            exec 8<&-
            [[ $status ]] || hear \(Script.seconds(50)) || status=255
            show
        }
        show() {
            local LC_ALL=C text=$answer$rest cut= head tail
            text=${text//$'\\b'/} text=${text//$'\\r\\n'/$'\\n'} text=${text//$'\\r'/$'\\r|'}
            text=${text:+|${text//$'\n'/$'\n|'}}
            if ((${#rest} == limit / 2 || ${#text} > limit)); then
                cut=' cut' head=${text:0:limit / 2} tail=${text: -(limit / 2)}
                [[ $head == *$'\n'* ]] && head=${head%$'\n'*} || head=${head%' '*}
                [[ $tail == *$'\n'* ]] && tail=${tail#*$'\n'} || tail=${tail#*' '}
                text=$head$'\n~\n|'$tail
                text=${text/$'\n~\n||'/$'\n~\n|'}
            fi
            printf '= %s%s\n%s' "$status" "$cut" "${text:+$text$'\n'}"
        }
        # Waits for so many tenths of a second. A line that is there is whole, and is read without a limit that might cut it.
        hear() {
            local left=$1
            while :; do
                if read -t 0 -u 9; then
                    read -r -u 9 from status
                    ((from != asked)) || return 0
                else
                    ((left-- > 0)) || break
                    read -t 0.1 -u 5
                fi
            done
            status=
            return 1
        }

        """

    /// What stands for the middle of an answer that was too long.
    private static let leftOut = "… the middle is left out …"

    private static func answers(in reply: Reply) -> [Reply] {
        var answers: [Reply] = []
        for line in reply.output.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("= ") {
                let words = line.dropFirst(2).split(separator: " ")
                let status = words.first.flatMap { Int($0) } ?? -1
                answers.append(Reply(status: status, errorOutput: reply.errorOutput, isCut: words.count > 1))
            } else if line == "~", !answers.isEmpty {
                answers[answers.count - 1].output += leftOut + "\n"
            } else if line.hasPrefix("|"), !answers.isEmpty {
                answers[answers.count - 1].output += line.dropFirst() + "\n"
            }
        }
        for index in answers.indices { answers[index].output = answers[index].output.trimmingLineEnds }
        return answers
    }
}
