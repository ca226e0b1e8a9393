/// Commands with what they print, as a terminal shows them.
///
/// `$ command`, then lines `> more of it`, then its output as line patterns; `[exit 3]` ends the output of a
/// command that must fail so.
enum Transcript {
    /// One command of a transcript.
    struct Exchange: Question {
        var command: String
        /// Where the command begins.
        var place: SourcePlace
        var output: [Substring] = []
        var status = 0

        /// Both outputs together, as a terminal shows them.
        var script: String { "{ \(command)\n} 2>&1" }

        var title: String { "`\(command.onOneLine)`" }

        /// What the author writes of a program that is not there.
        private var expectedComplaints: [LinePattern] {
            output.filter { $0.contains("not found") || $0.contains("No such file") }
                .flatMap { LinePattern.lines(of: String($0.trimmingSpaces)) }
        }

        func finding(_ answer: Reply) -> Finding {
            if let broken = answer.brokenCommand(expecting: status) { return broken }
            let missing = MissingProgram(in: answer.output, of: command, expecting: expectedComplaints)
            if status != 127, let missing { return missing.finding }
            guard answer.status == status else {
                let sentence = "\(title) exited with \(answer.status), not \(status)"
                return .differs([Difference(sentence, evidence: answer.output)])
            }
            let patterns = LinePatterns(output.joined(separator: "\n"))
            if let evidence = patterns.mismatch(in: answer.output) {
                return answer.differing("\(title) printed something else", evidence)
            }
            return .holds(seen: String(answer.output.trimmingSpaces))
        }
    }

    /// Reads a transcript; what stands before its first command is a problem.
    static func read(_ decoder: inout StepDecoder) -> [Exchange] {
        var exchanges: [Exchange] = []
        let lines = decoder.body.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { Substring($0) }
        for (number, line) in lines.enumerated() {
            if line.hasPrefix("$ ") {
                let place = decoder.bodyPlace.moved(lines: number, column: decoder.bodyPlace.column + 2)
                exchanges.append(Exchange(command: String(line.dropFirst(2)), place: place))
            } else if exchanges.isEmpty {
                if line.trimmingSpaces.isEmpty { continue }
                decoder.attributes.report(
                    .error(
                        "bad-transcript", at: decoder.bodyPlace.moved(lines: number),
                        "a transcript begins with a command", ["Write `$ ` before the command."]))
                return []
            } else {
                exchanges[exchanges.count - 1].take(line)
            }
        }
        for index in exchanges.indices {
            exchanges[index].command = decoder.attributes.fill(
                exchanges[index].command, in: .bash, at: exchanges[index].place)
        }
        if exchanges.isEmpty {
            decoder.attributes.report(
                .error(
                    "empty-body", at: decoder.place, "this `check` asks nothing", ["Write `$ command` lines."]
                ))
        }
        return exchanges
    }
}

extension Transcript.Exchange {
    /// Takes the next line: more of the command, its exit status, or its output.
    fileprivate mutating func take(_ line: Substring) {
        if output.isEmpty && (line.hasPrefix("> ") || line == ">") {
            command += "\n" + line.dropFirst(2)
        } else if let number = Self.exitStatus(line) {
            status = number
        } else {
            output.append(line)
        }
    }
    /// The number of a line `[exit 3]`; nil for any other line.
    private static func exitStatus(_ line: Substring) -> Int? {
        guard line.hasPrefix("[exit "), line.trimmingSpaces.hasSuffix("]") else { return nil }
        return Int(line.trimmingSpaces.dropFirst(6).dropLast()).flatMap { (0...999).contains($0) ? $0 : nil }
    }
}
