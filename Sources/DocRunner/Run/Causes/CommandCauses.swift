import Steps

/// Commands that a host does not have.
enum CommandCauses {
    static let all = [missing]

    private static let missing = KnownCause("command-missing") { clues in
        let command =
            clues.word(/(?:^|\s|:)([\w.\/-]+): command not found/, inLineWith: "command not found")
            ?? clues.word(/(\/[^\s:]+): No such file or directory/, inLineWith: "the command is not there")
        guard let command else { return nil }
        let isAsking = clues.outcome == .broken
        return Cause(
            "\(isAsking ? "the check needs" : "the step needs") the command \(command), and \(clues.host) does not have it: an "
                + "earlier step installs it, or its name is misspelt.",
            verdict: isAsking ? .checkIsBroken : .labIsWrong)
    }
}
