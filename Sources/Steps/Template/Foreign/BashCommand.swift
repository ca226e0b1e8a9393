/// A simple command of a script as far as it was read (bash(1), Simple Commands).
struct BashCommand {
    /// What the word that is read is, other than a word of the command.
    enum Redirection { case input, output, document }

    /// The words that are complete, without redirections.
    private(set) var words: [BashWord] = []
    /// The word that is being read; nil between words.
    var word: BashWord?
    /// Set while the next word belongs to a redirection.
    var redirection: Redirection?
    /// Whether it reads what another command writes.
    var isPiped = false
    /// Whether a here-document or a here-string is its input.
    var hasText = false
    /// Whether it is the list of an array's members.
    var isArray = false

    mutating func append(_ byte: UInt8) {
        open()
        word?.bytes.append(byte)
    }

    /// Appends an expansion of a variable, or of something else; outside quotes bash may make words of it.
    mutating func expand(_ name: String?, inQuotes: Bool) {
        append(BashWord.expansion)
        word?.names.append(name ?? "*")
        if !inQuotes { word?.splits = true }
    }

    /// Begins a word, if only by a quote.
    mutating func open() { if word == nil { word = BashWord() } }

    mutating func quote() {
        open()
        word?.isQuoted = true
    }

    /// Takes the finished word for one of the command, unless a redirection wants it; nil where there was none.
    mutating func endWord() -> (word: BashWord, redirection: Redirection?)? {
        guard let ended = word else { return nil }
        let kind = redirection
        (word, redirection) = (nil, nil)
        if kind == nil { words.append(ended) }
        return (ended, kind)
    }

    /// Whether a word can still be an assignment: only keywords and assignments stand before it.
    var mayAssign: Bool {
        redirection == nil && (isArray || Self.withoutKeywords(words).allSatisfy { $0.assignment != nil })
    }

    /// Whether a value that begins here with `-` may be taken for an option.
    var mayBeOption: Bool {
        guard redirection == nil, !isArray, word?.bytes.isEmpty ?? true else { return false }
        let rest = Self.withoutKeywords(words).drop { $0.assignment != nil }
        guard let first = rest.first else { return false }
        if ["for", "case", "[["].contains(first.keyword) { return false }
        guard let program else { return true }
        // Behind its format printf knows no options.
        if program.name == "printf", let format = program.arguments.first { return format.text == "-v" }
        return !program.arguments.contains { $0.text == "--" }
    }

    /// The program that it runs; nil where that is not certain.
    var program: BashProof.Program? {
        BashProof.program(of: Array(Self.withoutKeywords(words).drop { $0.assignment != nil }))
    }

    /// The words behind reserved words after which a command begins.
    static func withoutKeywords(_ words: [BashWord]) -> ArraySlice<BashWord> {
        words.drop { $0.keyword.map(openers.contains) ?? false }
    }

    private static let openers: Set = [
        "if", "then", "elif", "else", "while", "until", "do", "!", "{", "time",
    ]
}
