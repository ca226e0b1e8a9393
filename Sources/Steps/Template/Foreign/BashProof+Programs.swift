// What has to be true of the words of single programs.
extension BashProof {
    /// Why some word of a program may be more than data; nil where none is.
    static func reason(of program: Program) -> String? {
        let words = program.arguments
        switch program.name {
        case "printf": return printf(words)
        case "test", "[": return test(words)
        case "read": return read(words)
        case "mapfile", "readarray":
            return words.allSatisfy { $0.text == "-t" || $0.isName }
                ? nil : "`mapfile` may carry out its words"
        case "export", "local", "readonly", "declare", "typeset": return declaration(program)
        case "unset":
            return words.allSatisfy { $0.isName || $0.text == "-f" || $0.text == "-v" }
                ? nil : "`unset` calculates a subscript"
        case "set": return set(words)
        case "shift", "return", "exit", "break", "continue", "umask", "wait", "shopt":
            return words.allSatisfy { $0.text?.hasPrefix("-p") == false || $0.bytes == [BashWord.expansion] }
                ? nil : "`\(program.name)` is not understood here"
        case "awk", "gawk", "mawk": return awk(words)
        case "sed": return sed(words)
        case "jq": return jq(words)
        case let name where BashPrograms.verbs[name] != nil: return verb(name, words)
        default: return nil
        }
    }

    private static func printf(_ words: ArraySlice<BashWord>) -> String? {
        var words = words
        if words.first?.text == "-v" {
            guard let name = words.dropFirst().first, name.isName, !BashPrograms.isSpecial(name.text ?? "")
            else {
                return "`printf -v` takes a variable's name there"
            }
            words = words.dropFirst(2)
        }
        if words.first?.text == "--" { words = words.dropFirst() }
        guard let format = words.first else { return nil }
        guard let text = format.text, !text.contains("%n") else {
            return "the format of `printf` is more than data: write printf '%s' \"…\""
        }
        return nil
    }

    private static func test(_ words: ArraySlice<BashWord>) -> String? {
        let words = Array(words.last?.text == "]" ? words.dropLast() : words)
        if words.contains(where: { $0.text == "-v" || $0.text == "-R" }) {
            return "`test -v` takes a variable's name, and carries out what is in its brackets"
        }
        let isClear =
            switch words.count {
            case 0, 1: true
            case 2: words[0].text != nil
            case 3: words[1].text != nil
            case 4: words[0].text == "!" && words[2].text != nil
            default: false
            }
        return isClear ? nil : "it is not certain which operators this `test` has"
    }

    private static func read(_ words: ArraySlice<BashWord>) -> String? {
        var words = words
        while let text = words.first?.text, text.hasPrefix("-") {
            let takes = ["-p", "-d", "-t", "-n", "-N", "-u"].contains(text)
            guard takes || ["-r", "-s", "-rs", "-sr"].contains(text) else {
                return "`read \(text)` is not understood"
            }
            words = words.dropFirst(takes ? 2 : 1)
        }
        let isClear = words.allSatisfy { $0.isName && !BashPrograms.isSpecial($0.text ?? "") }
        return isClear ? nil : "`read` takes a variable's name there"
    }

    private static func declaration(_ program: Program) -> String? {
        for word in program.arguments {
            if let text = word.text, ["-x", "-r", "-g", "-gx", "-rx", "-xr"].contains(text) { continue }
            if word.isName { continue }
            guard let (name, isElement) = word.assignment, !isElement else {
                return "`\(program.name)` may calculate there, or takes a variable's name"
            }
            if BashPrograms.isSpecial(name), word.text == nil {
                return "`\(name)` is more than data to a shell, or to the programs that it starts"
            }
        }
        return nil
    }

    private static func set(_ words: ArraySlice<BashWord>) -> String? {
        var words = words
        while let text = words.first?.text, text != "--" {
            let isClear =
                text == "pipefail"
                || text.count > 1 && "-+".contains(text.first ?? " ")
                    && text.dropFirst().allSatisfy { "euxo".contains($0) }
            guard isClear else { return "`set \(text)` is not understood" }
            words = words.dropFirst()
        }
        return words.isEmpty || words.first?.text == "--" ? nil : "`set` takes options there: write set -- …"
    }

    private static func verb(_ name: String, _ words: ArraySlice<BashWord>) -> String? {
        var words = words
        while let word = words.first, word.bytes.first == UInt8(ascii: "-"), name == "kubectl" {
            words = words.dropFirst(BashPrograms.optionsOfVerbs.contains(word.text ?? "") ? 2 : 1)
        }
        if let verb = words.first?.text, BashPrograms.verbs[name]?.contains(verb) ?? false { return nil }
        return "it is not certain that `\(name) \(words.first?.text ?? "…")` runs no program"
    }
}

// Small languages, of which only programs are known that are written out and plain.
extension BashProof {
    private static func awk(_ words: ArraySlice<BashWord>) -> String? {
        var words = words
        while let word = words.first, word.bytes.first == UInt8(ascii: "-") {
            let isAlone = word.text == "-v" || word.text == "-F"
            guard isAlone || word.bytes.starts(with: "-v".utf8) || word.bytes.starts(with: "-F".utf8) else {
                return "this option of `awk` is not understood"
            }
            words = words.dropFirst(isAlone ? 2 : 1)
        }
        guard let text = words.first?.text else { return "`awk` carries out its program: write -v v=\"$v\"" }
        let runs =
            ["system", "getline", "@"].contains { text.holds($0) }
            || text.replacing("||", with: "").holds("|")
        return runs ? "this program of `awk` may run others" : nil
    }

    private static func sed(_ words: ArraySlice<BashWord>) -> String? {
        var words = words
        while let text = words.first?.text, text.hasPrefix("-") {
            guard text.hasPrefix("-i.") || text.dropFirst().allSatisfy({ "nErizsu".contains($0) }) else {
                return "this option of `sed` is not understood"
            }
            words = words.dropFirst()
        }
        let pieces = words.first?.text?.split { $0 == ";" || $0 == "\n" } ?? []
        let isPlain = !pieces.isEmpty && pieces.allSatisfy { isPlainSed(String($0.trimmingSpaces)) }
        return isPlain ? nil : "`sed` may carry out its program"
    }

    /// Whether a command of sed's is an address and one of `d`, `p`, `q`, `=`, or `s` without the flags `e` and `w`.
    private static func isPlainSed(_ text: String) -> Bool {
        let expression =
            #/(?:\d+|\$|\/[^\/]*\/)?(?:,(?:\d+|\$|\/[^\/]*\/))?\s*(?:[dpq=]|s\/[^\/]*\/[^\/]*\/[gpI0-9]*|s\|[^|]*\|[^|]*\|[gpI0-9]*)/#
        return text.wholeMatch(of: expression) != nil
    }

    private static func jq(_ words: ArraySlice<BashWord>) -> String? {
        var words = words
        while let text = words.first?.text, text.hasPrefix("-") {
            let count = ["--arg": 3, "--argjson": 3][text]
            guard count != nil || text.dropFirst().allSatisfy({ "rcsnejaSCM".contains($0) }) else {
                return "this option of `jq` is not understood"
            }
            words = words.dropFirst(count ?? 1)
        }
        return words.first?.text == nil ? "`jq` carries out its program: write --arg v \"$v\"" : nil
    }
}
