// How what a command printed is read, whatever asks.
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

    /// Standard output, then standard error under its name.
    var everything: String { output.trimmingSpaces + besides }

    /// Standard error under its name, behind what came to standard output; nothing where it is empty.
    var besides: String {
        let errors = errorOutput.trimmingSpaces
        guard !errors.isEmpty else { return "" }
        return (output.trimmingSpaces.isEmpty ? "" : "\n") + "to standard error:\n" + errors
    }

    /// It differs, as far as it can be seen: what is looked for may stand in a middle that is left out.
    func differing(_ sentence: String, _ evidence: String) -> Finding {
        guard isCut else { return .differs([Difference(sentence, evidence: evidence)]) }
        return .broken(
            "\(sentence), as far as its beginning and its end tell: it printed more than "
                + "\(Questionnaire.limit / 1000) kB. Let the command print less, by grep, head or tail")
    }
}
