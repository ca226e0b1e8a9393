/// What a scanner of bash knows of the list of commands that it reads.
struct BashGrammar {
    var command = BashCommand()
    /// Whether it reads the members of an array.
    let isArray: Bool
    /// Whether it is within `[[ … ]]`.
    var isCondition = false
    /// How many `case` are open.
    private(set) var cases = 0
    /// Whether it reads the patterns of a `case`.
    var isPattern = false

    init(isArray: Bool) {
        self.isArray = isArray
        command.isArray = isArray
    }

    /// Whether the words are `case WORD in`.
    var beginsCase: Bool {
        let words = BashCommand.withoutKeywords(command.words)
        return words.count == 3 && words.first?.keyword == "case" && words.last?.keyword == "in" && !isPattern
    }

    mutating func beginCase() {
        cases += 1
        isPattern = true
        command = BashCommand()
    }

    mutating func endCase() {
        cases = max(0, cases - 1)
        isPattern = false
        command = BashCommand()
    }
}
