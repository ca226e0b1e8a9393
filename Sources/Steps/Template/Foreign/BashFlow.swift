/// Where a script hands values on, and what depends on their text: options, files of curl's, records.
struct BashFlow {
    /// Variables that values are assigned to.
    private var assigned: Set<String> = []
    /// Programs that may take a variable for an option, with the variables.
    private var loose: [(program: String, names: [String])] = []
    private var declares = false
    private var holdsArrays = false
    /// Whether curl is among the programs: it reads the file of a word that begins with `@`.
    private(set) var holdsCurl = false
    /// Whether some program takes each line for a record.
    private(set) var readsRecords = false

    /// Whether bash may take a declared text for an array's members.
    var declaresArrays: Bool { declares && holdsArrays }

    /// The program that may take the value of a variable for an option; nil where none does.
    var loosely: String? {
        loose.first { $0.names.contains { assigned.contains($0) || $0 == "*" } }?.program
    }

    mutating func take(_ word: BashWord, of command: BashCommand) {
        guard word.holdsValue else { return }
        if let name = word.assignment?.name { assigned.insert(name) }
        let words = BashCommand.withoutKeywords(command.words)
        if words.first?.keyword == "for", let name = words.dropFirst().first?.text { assigned.insert(name) }
    }

    /// Functions of the script have no options of their own.
    mutating func spare(_ functions: Set<String>) { loose.removeAll { functions.contains($0.program) } }

    mutating func takeArray(_ name: String, holdsValue: Bool) {
        holdsArrays = true
        if holdsValue { assigned.insert(name) }
    }

    mutating func end(_ command: BashCommand) {
        guard let program = command.program else { return }
        switch program.name {
        case "curl": holdsCurl = true
        case "chpasswd": readsRecords = true
        case "export", "local", "readonly", "declare", "typeset": declares = true
        case "read", "mapfile", "readarray", "set":
            assigned.formUnion(program.arguments.compactMap { $0.isName ? $0.text : nil })
        default: break
        }
        guard !Self.harmless.contains(program.name) else { return }
        for word in program.arguments.prefix(while: { $0.text != "--" }) where word.mayBeOption {
            loose.append((program.name, word.names))
        }
    }

    /// Programs that a word which begins with `-` cannot harm.
    private static let harmless: Set = [
        "echo", "printf", "test", "[", "[[", "for", "case", "export", "local", "readonly", "declare",
        "typeset",
    ]
}
