/// `command`: a command ends and prints as it should.
struct CommandMatcher: Matcher {
    let command: String
    let status: Int
    let stdout: LinePatterns?
    let equals: String?
    let pattern: String?

    static let documentation = MatcherDocumentation(
        "command", "command", states: "a command (bash) exits and prints as it should",
        options: [
            .init("exit", "number", "its exit status; 0 where nothing is said"),
            .init("stdout", "lines", "what it prints, where `...` stands for any text or any lines"),
            .init("equals", "text", "what it prints, exactly, but for spaces and line ends around it"),
            .init("matches", "regular expression", "what occurs somewhere in what it prints"),
        ],
        example: """
            command: "etcdctl endpoint health"
            stdout: "... is healthy: ..."
            """)

    init(from fields: inout Fields) {
        command = fields.requiredText("command")
        status = fields.integer("exit", in: 0...255) ?? 0
        stdout = fields.text("stdout").map { LinePatterns($0) }
        equals = fields.text("equals")
        pattern = fields.text("matches")
        if let pattern, !pattern.isPlainlyRegular, (try? Regex(pattern)) == nil {
            fields.reportValue("matches", pattern, "a regular expression")
        }
    }

    var script: String { command }

    var title: String { "`\(command.onOneLine)`" }

    func finding(_ answer: Reply) -> Finding {
        if let broken = answer.brokenCommand(expecting: status) { return broken }
        let printed = String(answer.output.trimmingSpaces)
        guard answer.status == status else {
            return .differs([
                Difference(
                    "\(title) exited with \(answer.status), not \(status)", evidence: answer.everything)
            ])
        }
        if let stdout, let evidence = stdout.mismatch(in: printed) {
            return .differs([Difference("\(title) printed something else", evidence: evidence)])
        }
        if let equals, equals.trimmingSpaces != printed {
            return .differs([Difference("\(title) did not print `\(equals)`", evidence: answer.everything)])
        }
        if let pattern {
            guard let regex = try? Regex(pattern) else {
                return .broken("`\(pattern)` is no regular expression")
            }
            if printed.firstMatch(of: regex) == nil {
                return .differs([
                    Difference(
                        "\(title) printed nothing that matches `\(pattern)`", evidence: answer.everything)
                ])
            }
        }
        return .holds(seen: printed)
    }
}

extension Reply {
    /// Broken where the shell could not carry out the command at all (POSIX.1-2017, 2.8.2), unless expected.
    func brokenCommand(expecting status: Int) -> Finding? {
        guard self.status != status else { return nil }
        switch self.status {
        case 127: return .broken("the command is not there. \(complaint)")
        case 126: return .broken("the command cannot be executed. \(complaint)")
        default: return nil
        }
    }

    /// Standard output, then standard error.
    var everything: String {
        [output.trimmingSpaces, errorOutput.trimmingSpaces].filter { !$0.isEmpty }.joined(separator: "\n")
    }
}

extension String {
    /// Whether it is a regular expression at a glance: literal text and single `.`, `.*` and `.+`. Compiling one to
    /// learn that costs more than reading a whole step.
    fileprivate var isPlainlyRegular: Bool {
        var mayRepeat = false
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "*"), UInt8(ascii: "+"):
                guard mayRepeat else { return false }
                mayRepeat = false
            case UInt8(ascii: "."), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: " "):
                mayRepeat = true
            case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "/"),
                UInt8(ascii: "\""),
                UInt8(ascii: ","), UInt8(ascii: "="):
                mayRepeat = false
            default: return false
            }
        }
        return true
    }
}
