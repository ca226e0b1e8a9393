/// Finds out where in a bash script foreign values stand (bash(1), QUOTING, SHELL GRAMMAR).
///
/// It reads only the part of the grammar that this needs. If it is not certain, it says so: from there on no
/// value counts as data.
struct BashScanner {
    let bytes: [UInt8]
    var at = 0
    var places: [BashPlace] = []
    /// Why no value counts as data where the scanner is; nil where it may.
    var trap: String?
    /// The same from some place on to the end.
    var loss: String?
    var documents: [(BashDocument, BashCommand)] = []
    /// The words of the line up to now, of all its commands.
    var lineWords: [String] = []
    var isCondition = false
    var isCalculating = false
    /// What bash calculates, and the variables that are assigned values, with the values' numbers.
    var calculations: [ArraySlice<UInt8>] = []
    var assignments: [(name: String, index: Int)] = []

    static let value = ForeignText.mark

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Where each value stands, in their order.
    mutating func scan() -> [BashPlace] {
        commands(isNested: false)
        for (name, index) in assignments where calculations.contains(where: { $0.holdsName(name) }) {
            places[index] = .refused(
                "the script calculates with `\(name)`, and bash carries out what is in it")
        }
        return places
    }

    func byte(_ offset: Int = 0) -> UInt8? {
        at + offset < bytes.count ? bytes[at + offset] : nil
    }

    mutating func advance(_ count: Int = 1) { at = min(at + count, bytes.count) }

    func stands(_ text: String, at offset: Int = 0) -> Bool {
        at + offset <= bytes.count && bytes[(at + offset)...].starts(with: text.utf8)
    }

    /// Reads commands up to the end, or up to the `)` that ends a nested one.
    mutating func commands(isNested: Bool) {
        if isNested, !documents.isEmpty {
            loss = loss ?? "a here-document begins before it and is not read yet"
        }
        let outer = (trap, isCondition)
        (trap, isCondition) = (nil, false)
        defer { (trap, isCondition) = outer }
        var command = BashCommand()
        while let next = byte() {
            switch next {
            case UInt8(ascii: ")"):
                end(&command, isNested)
                advance()
                if isNested { return }
            case UInt8(ascii: "\n"):
                end(&command, isNested)
                advance()
                readDocuments()
            case UInt8(ascii: " "), UInt8(ascii: "\t"):
                endWord(&command, isNested)
                advance()
            case UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "&"):
                let isRedirection = next == UInt8(ascii: "&") && (isBehindRedirection || stands(">", at: 1))
                isRedirection ? endWord(&command, isNested) : end(&command, isNested)
                advance()
            case UInt8(ascii: "#") where command.word == nil: comment()
            case UInt8(ascii: "("): parenthesis(&command)
            case UInt8(ascii: "<"), UInt8(ascii: ">"): redirection(&command, isNested)
            default: part(&command)
            }
        }
        end(&command, isNested)
    }

    var isBehindRedirection: Bool { at > 0 && "<>".utf8.contains(bytes[at - 1]) }

    /// Reads the next part of a word.
    mutating func part(_ command: inout BashCommand) {
        switch bytes[at] {
        case Self.value:
            note(command) { .word(mayBeOption: $0) }
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
        if let reason = loss ?? trap ?? command.reason ?? conditionReason {
            places.append(.refused(reason))
        } else {
            if let name = command.assigned { assignments.append((name, places.count)) }
            places.append(place(command.mayBeOption))
        }
    }

    mutating func refuse(_ reason: String) { places.append(.refused(loss ?? reason)) }

    mutating func endWord(_ command: inout BashCommand, _ isNested: Bool) {
        guard let word = command.endWord() else { return }
        lineWords.append(word)
        if word == "[[" { openCondition() }
        if word == "]]" { isCondition = false }
        if word == "case", isNested { loss = loss ?? "a `case` within `$(…)` comes before it" }
        if command.declaresOther {
            loss = loss ?? "variables are declared as numbers, arrays or references before it"
        }
    }

    mutating func end(_ command: inout BashCommand, _ isNested: Bool) {
        endWord(&command, isNested)
        command = BashCommand()
    }

    mutating func comment() {
        while let next = byte(), next != UInt8(ascii: "\n") {
            if next == Self.value { places.append(.comment) }
            advance()
        }
    }

    mutating func escape(_ command: inout BashCommand) {
        command.open()
        advance()
        guard let next = byte() else { return }
        if next == Self.value { refuse("it stands behind a backslash") }
        command.append(next)
        advance()
    }
}

extension ArraySlice<UInt8> {
    /// How many bytes come before a text.
    func offset(of text: String) -> Int? {
        let wanted = Array(text.utf8)
        return indices.first { self[$0...].starts(with: wanted) }.map { $0 - startIndex }
    }

    /// Whether a name stands in it that is no part of a longer one.
    func holdsName(_ name: String) -> Bool {
        let letters = ASCIISet.lettersAndDigits + ASCIISet("_")
        return split { !letters.contains($0) }.contains { $0.elementsEqual(name.utf8) }
    }
}
