/// Proves that a simple command takes every word of it as data, whatever the word turns out to be.
///
/// A script with a foreign value may hold no command of which this cannot be proven, also where the value does not stand:
/// a value flows on by variables, pipes and files.
struct BashProof {
    /// A command's program, and its words.
    struct Program {
        var name: String
        var arguments: ArraySlice<BashWord>
    }

    let command: BashCommand

    /// Why it is not proven; nil where it is. `unknown` takes the name of a program that may be a function of the script.
    func reason(unknown: (String) -> Void) -> String? {
        var words = BashCommand.withoutKeywords(command.words)
        if words.first?.keyword == "function", words.count > 1 {
            words = BashCommand.withoutKeywords(Array(words.dropFirst(2)))
        }
        while let word = words.first, let (name, isElement) = word.assignment {
            if let reason = Self.assignment(word, name, isElement) { return reason }
            words = words.dropFirst()
        }
        guard let first = words.first else { return nil }
        switch first.keyword {
        case "done", "fi", "esac", "}", "in": return words.count == 1 ? nil : "it is not understood"
        case "for": return Self.loop(words)
        case "case", "select", "coproc", "function": return "`\(first.text ?? "")` is not understood here"
        case "[[": return Self.condition(words)
        default: break
        }
        guard let program = Self.program(of: Array(words)) else {
            return "it is not certain which program this command runs"
        }
        return reason(program, unknown)
    }

    private func reason(_ program: Program, _ unknown: (String) -> Void) -> String? {
        let name = program.name
        let isReader = BashPrograms.readers.contains(name)
        guard isReader || BashPrograms.others.contains(name) else {
            unknown(name)
            return nil
        }
        if !isReader, command.isPiped || command.hasText {
            return "it is not certain how `\(name)` takes what it reads"
        }
        let texts = program.arguments.map(\.shape)
        if !isReader, let word = texts.first(where: { ["-", "/dev/stdin", "@-"].contains($0) }),
            name != "curl"
        {
            return "`\(name) \(word)` reads what is more than data"
        }
        let traps = BashPrograms.traps[name] ?? []
        if let word = texts.first(where: { text in traps.contains(where: text.hasPrefix) }) {
            return "`\(name) \(word)` may carry out what it is given"
        }
        if name == "curl", texts.contains(where: Self.clusterReadsSettings) {
            return "`curl -K` reads settings"
        }
        if ["tee", "cp", "mv", "ln", "install", "dd"].contains(name),
            let path = texts.first(where: {
                BashPrograms.runs($0.hasPrefix("of=") ? String($0.dropFirst(3)) : $0)
            })
        {
            return "`\(path)` is a file that is carried out"
        }
        return Self.reason(of: program)
    }

    private static func clusterReadsSettings(_ text: String) -> Bool {
        text.hasPrefix("-") && !text.hasPrefix("--")
            && text.prefix(while: { $0 == "-" || $0.isLetter }).contains("K")
    }

    private static func assignment(_ word: BashWord, _ name: String, _ isElement: Bool) -> String? {
        if isElement { return "bash calculates the subscript of `\(name)`" }
        guard BashPrograms.isSpecial(name), word.text == nil else { return nil }
        let isExtended = BashPrograms.extended.contains(name) && !word.holdsValue
        return isExtended ? nil : "`\(name)` is more than data to a shell, or to the programs that it starts"
    }

    private static func loop(_ words: ArraySlice<BashWord>) -> String? {
        guard let variable = words.dropFirst().first, variable.isName, let name = variable.text,
            words.count == 2 || words.dropFirst(2).first?.keyword == "in"
        else { return "this `for` is not understood" }
        return BashPrograms.isSpecial(name) ? "`\(name)` is more than data to a shell" : nil
    }

    private static let comparisons: Set = ["-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-v", "-R"]

    private static func condition(_ words: ArraySlice<BashWord>) -> String? {
        guard let word = words.first(where: { $0.text.map(comparisons.contains) ?? false }) else {
            return words.last?.text == "]]" ? nil : "this [[ … ]] is not understood"
        }
        return "bash calculates in [[ … \(word.text ?? "") … ]]; use [ … ]"
    }

    /// The program that words run, behind those that only start it; nil where that is not certain.
    static func program(of words: [BashWord]) -> Program? {
        var rest = words[...]
        while let word = rest.first {
            guard let text = word.text, !text.isEmpty else { return nil }
            let name = name(of: text)
            let words = rest.dropFirst()
            guard let inner = behind(name, words) else { return nil }
            if inner.count == words.count, options[name] == nil {
                return Program(name: name, arguments: words)
            }
            if inner.isEmpty { return Program(name: name, arguments: []) }
            rest = inner
        }
        return nil
    }

    /// The name of a program; one by its path in a folder of the system is the one of that name.
    private static func name(of text: String) -> String {
        guard let slash = text.lastIndex(of: "/"), folders.contains(String(text[..<slash])) else {
            return text
        }
        return String(text[text.index(after: slash)...])
    }

    private static let folders: Set = ["/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/local/bin"]
    /// Programs that start another one: their options, and those that take a word.
    private static let options: [String: (flags: Set<String>, taking: Set<String>)] = [
        "sudo": (["-n", "-E", "-H"], ["-u", "-g"]), "env": (["-i"], ["-u"]), "timeout": ([], ["-k", "-s"]),
        "nice": ([], ["-n"]), "nohup": ([], []), "command": ([], []), "exec": ([], []),
    ]

    /// The words behind a program that starts another, and behind its options; nil where they are not understood.
    private static func behind(_ name: String, _ words: ArraySlice<BashWord>) -> ArraySlice<BashWord>? {
        if name == "command", words.first?.text == "-v" { return [] }
        guard let (flags, taking) = options[name] else { return words }
        var rest = words
        while let text = rest.first?.text, text.hasPrefix("-") {
            if text == "--" {
                rest = rest.dropFirst()
                break
            }
            guard flags.contains(text) || taking.contains(text) else { return nil }
            if taking.contains(text), rest.dropFirst().first?.text == nil { return nil }
            rest = rest.dropFirst(taking.contains(text) ? 2 : 1)
        }
        if name == "timeout" {
            guard let duration = rest.first?.text, duration.first?.isNumber ?? false else { return nil }
            rest = rest.dropFirst()
        }
        while name == "env" || name == "sudo", let word = rest.first,
            let (variable, isElement) = word.assignment
        {
            guard assignment(word, variable, isElement) == nil else { return nil }
            rest = rest.dropFirst()
        }
        return rest
    }
}
