/// What a highlighter has to know of a language; enough for configuration files and shell, and no more.
///
/// A new language is one entry in `Grammar.all`.
struct Grammar: Sendable {
    /// How a line names what it sets.
    enum Key: Sendable { case none, colon, equals }

    /// The names that authors give the language.
    let names: [String]
    /// What begins a comment at the start of a line, or after a space; empty where there are none.
    var comment: [UInt8] = Array("#".utf8)
    /// The quotation marks of strings.
    var quotes: [UInt8] = Array("\"'".utf8)
    /// Whether a string may go on over the end of a line.
    var hasLongStrings = false
    /// How a line names what it sets.
    var key = Key.none
    /// Whether a string before a colon is a key.
    var hasQuotedKeys = false
    /// Whether a line that begins with `[` is the head of a section.
    var hasSections = false
    /// Whether `$name` and `-option` mean something.
    var isShell = false
    /// Words with a meaning of their own.
    var keywords: Set<String> = []

    /// The languages that are known.
    static let all: [Grammar] = [
        Grammar(
            names: ["bash", "sh", "shell"], hasLongStrings: true, isShell: true,
            keywords: [
                "if", "then", "elif", "else", "fi", "for", "in", "do", "done", "while", "until", "case",
                "esac",
                "function", "return", "exit", "set", "export", "local", "trap",
            ]),
        Grammar(names: ["yaml", "yml"], key: .colon, keywords: ["true", "false", "null", "yes", "no"]),
        Grammar(
            names: ["ini", "conf", "cfg", "systemd", "properties"], quotes: [], key: .equals,
            hasSections: true),
        Grammar(names: ["toml"], key: .equals, hasSections: true, keywords: ["true", "false"]),
        Grammar(
            names: ["json"], comment: [], quotes: Array("\"".utf8), hasQuotedKeys: true,
            keywords: ["true", "false", "null"]),
        Grammar(
            names: ["python", "py"], hasLongStrings: true,
            keywords: [
                "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif",
                "else", "except", "False", "finally", "for", "from", "global", "if", "import", "in", "is",
                "lambda", "None", "nonlocal", "not", "or", "pass", "raise", "return", "True", "try", "while",
                "with", "yield",
            ]),
    ]

    /// The grammar of a language; nil for one that is not known.
    static func named(_ name: String) -> Grammar? { byName[name] }

    private static let byName = Dictionary(
        all.flatMap { grammar in grammar.names.map { ($0, grammar) } },
        uniquingKeysWith: { first, _ in first })
}
