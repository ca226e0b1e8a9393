/// A simple command of a script as far as it was read: what tells whether a word in it is data or a program.
struct BashCommand {
    /// The words that are complete.
    private(set) var words: [String] = []
    /// The bytes of the word that is being read; nil between words. Quotes are left out, values are `ForeignText.mark`.
    private(set) var word: [UInt8]?

    mutating func append(_ byte: UInt8) {
        open()
        word?.append(byte)
    }

    /// Begins a word, if only by a quote.
    mutating func open() { if word == nil { word = [] } }

    /// Ends the word; nil where there was none.
    mutating func endWord() -> String? {
        defer { word = nil }
        guard let word else { return nil }
        words.append(String(decoding: word, as: UTF8.self))
        return words.last
    }

    /// The variable that a word assigns to, where the word is an assignment before any command.
    var assigned: String? {
        guard let word, words.allSatisfy({ $0.contains("=") }),
            let equals = word.firstIndex(of: UInt8(ascii: "="))
        else { return nil }
        let name = String(decoding: word[..<equals], as: UTF8.self)
        let plain = name.hasSuffix("+") ? String(name.dropLast()) : name
        return plain.isEmpty || !Self.nameSet.covers(plain) ? nil : plain
    }

    /// Whether a value that begins here with `-` may be taken for an option.
    var mayBeOption: Bool { (word ?? []).isEmpty && !words.isEmpty && !words.contains("--") }

    /// Why a value cannot be data in this word of this command; nil where it can.
    var reason: String? {
        let names = words.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
            .drop { Self.before.contains($0) || $0.contains("=") }
        if let program = names.first(where: Self.shells.contains)
            ?? names.prefix(1).first(where: Self.interpreters.contains)
        {
            return "`\(program)` may carry out what stands there"
        }
        if let name = names.first, Self.namers.contains(name), (word ?? []).isEmpty || names.contains("-v") {
            return "`\(name)` takes a variable's name there, and carries out what is in its brackets"
        }
        if let first = names.first, ["test", "[", "[[", "printf"].contains(first), names.last == "-v" {
            return "`\(first) -v` takes a variable's name there, and carries out what is in its brackets"
        }
        return isSubscript ? "bash calculates a subscript, and carries out what is in it" : nil
    }

    /// Whether the word declares variables of which bash calculates the values.
    var declaresOther: Bool {
        guard let first = words.first, Self.declarers.contains(first), let option = words.last else {
            return false
        }
        return words.count > 1 && option.hasPrefix("-") && option.contains { "iaAn".contains($0) }
    }

    private var isSubscript: Bool {
        guard let word, let bracket = word.firstIndex(of: UInt8(ascii: "[")), bracket > 0 else {
            return false
        }
        return word[..<bracket].allSatisfy(Self.nameSet.contains)
            && !word[bracket...].contains(UInt8(ascii: "]"))
    }

    private static let nameSet = ASCIISet.lettersAndDigits + ASCIISet("_")
    private static let declarers: Set = ["declare", "typeset", "local", "readonly", "export"]
    private static let namers = declarers.union(["read", "mapfile", "readarray", "unset", "getopts", "wait"])

    /// What may stand before a command's name.
    private static let before: Set = [
        "if", "then", "elif", "else", "while", "until", "do", "!", "{", "time", "sudo", "env", "exec",
        "command",
        "builtin", "nice", "nohup", "setsid", "chroot", "nsenter", "unshare",
    ]

    /// Programs that take a program among their words or on their standard input, behind whatever other words.
    static let shells: Set = [
        "sh", "bash", "dash", "ash", "ksh", "zsh", "fish", "busybox", "eval", "ssh", "awk", "gawk", "mawk",
        "nawk",
        "sed", "perl", "python", "python2", "python3", "ruby", "xargs",
    ]

    /// The same, where they are the command itself.
    private static let interpreters: Set = [
        "source", ".", "trap", "let", "su", "runuser", "node", "php", "lua", "tclsh", "expect", "jq", "yq",
        "psql",
        "mysql", "mariadb", "sqlite3", "parallel", "watch", "make", "gdb", "ed", "ex", "vi", "vim", "m4",
        "at",
        "batch", "crontab",
    ]

    /// Programs that take a here-document as nothing but text.
    static let readers: Set = [
        "cat", "tee", "install", "base64", "openssl", "sha256sum", "wc", "read", "mapfile", "done", "grep",
        "chpasswd",
    ]
}
