/// Finds out where in a bash script foreign values stand, and whether the script is plain (bash(1), SHELL GRAMMAR).
///
/// A script is plain where every command of it is proven to take words, variables and input as data. In any other script
/// no value counts as data. What the scanner does not know for certain is not plain.
struct BashScanner {
    let bytes: [UInt8]
    var at = 0
    var places: [BashPlace] = []
    /// Why no value counts as data where the scanner is; nil where it may.
    var trap: String?
    /// Why the script is not plain, and the byte that shows it; nil where it is.
    private(set) var danger: (reason: String, at: Int)?
    var documents: [(BashDocument, BashCommand)] = []
    /// Programs that labctl does not know, unless they are functions of the script.
    private var unknown: [(name: String, at: Int)] = []
    private var functions: Set<String> = []
    /// What becomes of values that are handed on; see `BashFlow`.
    var flow = BashFlow()

    static let value = ForeignText.mark

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Where each value stands, in their order.
    mutating func scan() -> [BashPlace] {
        commands(isNested: false)
        if !documents.isEmpty { doubt("a here-document does not end") }
        if let program = unknown.first(where: { !functions.contains($0.name) }) {
            at = program.at
            doubt("labctl does not know what `\(program.name)` does with its words and its input")
        }
        flow.spare(functions)
        return places
    }

    func byte(_ offset: Int = 0) -> UInt8? {
        at + offset < bytes.count ? bytes[at + offset] : nil
    }

    mutating func advance(_ count: Int = 1) { at = min(at + count, bytes.count) }

    func stands(_ text: String, at offset: Int = 0) -> Bool {
        at + offset <= bytes.count && bytes[(at + offset)...].starts(with: text.utf8)
    }

    /// Records that the script is not plain.
    mutating func doubt(_ reason: String) {
        if danger == nil { danger = (reason, min(at, bytes.count)) }
    }

    /// Reads commands up to the end, or up to the `)` that ends a nested one.
    mutating func commands(isNested: Bool, isArray: Bool = false) {
        if isNested, !documents.isEmpty { doubt("a here-document begins before other commands of its line") }
        let outer = trap
        trap = nil
        defer { trap = outer }
        var state = BashGrammar(isArray: isArray)
        while let next = byte() {
            switch next {
            case UInt8(ascii: ")") where continuesCondition(&state): advance()
            case UInt8(ascii: ")"):
                end(&state)
                advance()
                if state.isPattern {
                    state.isPattern = false
                } else if isNested {
                    if !documents.isEmpty { doubt("a here-document begins within parentheses of one line") }
                    return
                } else {
                    doubt("a `)` ends nothing")
                }
            case UInt8(ascii: "\n"):
                end(&state, keepsPipe: true)
                advance()
                readDocuments()
            case UInt8(ascii: " "), UInt8(ascii: "\t"):
                endWord(&state)
                advance()
            case UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "&"): separator(next, &state)
            case UInt8(ascii: "#") where state.command.word == nil: comment()
            case UInt8(ascii: "("): parenthesis(&state)
            case UInt8(ascii: "<"), UInt8(ascii: ">"): redirection(&state)
            default: part(&state.command)
            }
        }
        end(&state)
        if isNested || state.cases > 0 || state.isPattern { doubt("something in it does not end") }
    }

    /// Reads `;`, `|`, `&` and what they are doubled to.
    private mutating func separator(_ next: UInt8, _ state: inout BashGrammar) {
        if next == UInt8(ascii: "&"), stands(">", at: 1) {
            endWord(&state)
            return advance()
        }
        if continuesCondition(&state) { return advance() }
        end(&state)
        let isPipe = next == UInt8(ascii: "|") && !stands("||") && !state.isPattern
        if next == UInt8(ascii: ";"), stands(";", at: 1) || stands("&", at: 1) {
            state.isPattern = state.cases > 0
            advance(stands(";;&") ? 3 : 2)
        } else {
            advance(stands("||") || stands("&&") || stands("|&") ? 2 : 1)
        }
        state.command.isPiped = isPipe
    }

    /// Ends the word within `[[ … ]]`, where operators end no command; whether it goes on.
    mutating func continuesCondition(_ state: inout BashGrammar) -> Bool {
        guard state.isCondition else { return false }
        endWord(&state)
        return state.isCondition
    }

    /// Reads the next part of a word.
    mutating func part(_ command: inout BashCommand) {
        switch bytes[at] {
        case Self.value:
            note(command) { .word($0) }
            command.append(Self.value)
            advance()
        case UInt8(ascii: "\\"): escape(&command)
        case UInt8(ascii: "'"): single(&command)
        case UInt8(ascii: "\""): double(&command)
        case UInt8(ascii: "`"): backquotes(&command)
        case UInt8(ascii: "$"): dollar(&command, inDouble: false)
        default:
            command.append(bytes[at])
            advance()
        }
    }

    /// Records where the value stands that the scanner is at.
    mutating func note(_ command: BashCommand, _ place: (Bool) -> BashPlace) {
        let isFunction = command.program.map { functions.contains($0.name) } ?? false
        places.append(trap.map { .refused($0) } ?? place(command.mayBeOption && !isFunction))
    }

    mutating func refuse(_ reason: String) { places.append(.refused(reason)) }

    mutating func endWord(_ state: inout BashGrammar) {
        guard let (word, redirection) = state.command.endWord() else { return }
        if redirection == .output, BashPrograms.runs(word.shape) {
            doubt("`\(word.shape)` is a file that is carried out")
        }
        guard redirection == nil else { return }
        flow.take(word, of: state.command)
        let isFirst = BashCommand.withoutKeywords(state.command.words).count == 1
        if isFirst, !state.isArray, !state.isPattern, word.keyword == "[[" { state.isCondition = true }
        if state.isCondition, word.keyword == "]]" { state.isCondition = false }
        if state.isPattern, word.keyword == "esac" { state.endCase() }
        if state.beginsCase {
            state.beginCase()
        } else if state.isArray, word.bytes.first == UInt8(ascii: "[") {
            doubt("bash calculates a subscript")
        }
    }

    mutating func end(_ state: inout BashGrammar, keepsPipe: Bool = false) {
        endWord(&state)
        if state.isCondition { return keepsPipe ? () : doubt("a [[ does not end") }
        if state.isArray { return }
        let command = state.command
        if command.words.isEmpty, keepsPipe, command.isPiped { return }
        state.command = BashCommand()
        guard !state.isPattern else { return }
        let proof = BashProof(command: command)
        if let reason = proof.reason(unknown: { unknown.append(($0, at)) }) { doubt(reason) }
        flow.end(command)
        if command.words.first?.keyword == "function", let name = command.words.dropFirst().first?.text {
            functions.insert(name)
        }
        if command.words.first?.keyword == "esac" { state.endCase() }
        if command.redirection != nil { doubt("a redirection goes nowhere") }
    }

    /// A function's name, an array's members, or commands in a shell of their own.
    private mutating func parenthesis(_ state: inout BashGrammar) {
        if continuesCondition(&state) { return advance() }
        if state.isPattern, state.command.word == nil { return advance() }
        if let word = state.command.word {
            if let name = word.text,
                BashCommand.withoutKeywords(state.command.words).allSatisfy({
                    $0.keyword == "function"
                }), stands("()"), !word.isQuoted, word.assignment == nil
            {
                functions.insert(name)
                state.command = BashCommand()
                return advance(2)
            }
            guard let (name, isElement) = word.assignment, !isElement, word.bytes.last == UInt8(ascii: "="),
                state.command.mayAssign
            else {
                doubt("a `(` within a word is not understood")
                return advance()
            }
            return array(name)
        }
        if stands("((") { return calculation(2) }
        if !BashCommand.withoutKeywords(state.command.words).isEmpty { doubt("a `(` is not understood here") }
        let isPiped = state.command.isPiped
        state.command = BashCommand()
        if isPiped { doubt("commands in parentheses read from a pipe") }
        advance()
        commands(isNested: true)
    }

    private mutating func array(_ name: String) {
        let start = at
        advance()
        commands(isNested: true, isArray: true)
        flow.takeArray(name, holdsValue: bytes[start..<at].contains(Self.value))
    }

    mutating func comment() {
        while let next = byte(), next != UInt8(ascii: "\n") {
            if next == Self.value { places.append(.comment) }
            advance()
        }
    }

    mutating func escape(_ command: inout BashCommand) {
        advance()
        guard let next = byte() else { return command.quote() }
        if next == UInt8(ascii: "\n") { return advance() }
        command.quote()
        if next == Self.value { refuse("it stands behind a backslash") }
        command.append(next)
        advance()
    }
}
