/// Finds out where in a bash script foreign values stand (bash(1), QUOTING, SHELL GRAMMAR).
///
/// It reads no more of the grammar than that takes. What it does not know for certain it says so: from there on no
/// value counts as data.
struct BashScanner {
    private let bytes: [UInt8]
    private var at = 0
    private var places: [BashPlace] = []
    /// Why no value counts as data where the scanner is; nil where it may.
    private var trap: String?
    /// The same from some place on to the end.
    private var loss: String?
    private var documents: [(BashDocument, BashCommand)] = []
    /// The words of the line up to now, of all its commands.
    private var lineWords: [String] = []
    private var isCondition = false
    private var isCalculating = false
    /// What bash calculates, and the variables that are assigned values, with the values' numbers.
    private var calculations: [ArraySlice<UInt8>] = []
    private var assignments: [(name: String, index: Int)] = []

    private static let value = ForeignText.mark

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

    private func byte(_ offset: Int = 0) -> UInt8? {
        at + offset < bytes.count ? bytes[at + offset] : nil
    }

    private func stands(_ text: String, at offset: Int = 0) -> Bool {
        at + offset <= bytes.count && bytes[(at + offset)...].starts(with: text.utf8)
    }

    /// Reads commands up to the end, or up to the `)` that ends a nested one.
    private mutating func commands(isNested: Bool) {
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
                at += 1
                if isNested { return }
            case UInt8(ascii: "\n"):
                end(&command, isNested)
                at += 1
                readDocuments()
            case UInt8(ascii: " "), UInt8(ascii: "\t"):
                endWord(&command, isNested)
                at += 1
            case UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "&"):
                let isRedirection = next == UInt8(ascii: "&") && (isBehindRedirection || stands(">", at: 1))
                isRedirection ? endWord(&command, isNested) : end(&command, isNested)
                at += 1
            case UInt8(ascii: "#") where command.word == nil: comment()
            case UInt8(ascii: "("): parenthesis(&command)
            case UInt8(ascii: "<"), UInt8(ascii: ">"): redirection(&command, isNested)
            default: part(&command)
            }
        }
        end(&command, isNested)
    }

    private var isBehindRedirection: Bool { at > 0 && "<>".utf8.contains(bytes[at - 1]) }

    /// Reads the next part of a word.
    private mutating func part(_ command: inout BashCommand) {
        switch bytes[at] {
        case Self.value:
            note(command) { .word(mayBeOption: $0) }
            command.append(Self.value)
            at += 1
        case UInt8(ascii: "\\"): escape(&command)
        case UInt8(ascii: "'"): single(&command)
        case UInt8(ascii: "\""): double(&command)
        case UInt8(ascii: "`"): backquotes(&command)
        case UInt8(ascii: "$"): dollar(&command, inDouble: false)
        default:
            command.append(bytes[at])
            at += 1
        }
    }

    /// Records where the value stands that the scanner is at.
    private mutating func note(_ command: BashCommand, _ place: (Bool) -> BashPlace) {
        if let reason = loss ?? trap ?? command.reason ?? conditionReason {
            places.append(.refused(reason))
        } else {
            if let name = command.assigned { assignments.append((name, places.count)) }
            places.append(place(command.mayBeOption))
        }
    }

    private mutating func refuse(_ reason: String) { places.append(.refused(loss ?? reason)) }

    private mutating func endWord(_ command: inout BashCommand, _ isNested: Bool) {
        guard let word = command.endWord() else { return }
        lineWords.append(word)
        if word == "[[" { openCondition() }
        if word == "]]" { isCondition = false }
        if word == "case", isNested { loss = loss ?? "a `case` within `$(…)` comes before it" }
        if command.declaresOther {
            loss = loss ?? "variables are declared as numbers, arrays or references before it"
        }
    }

    private mutating func end(_ command: inout BashCommand, _ isNested: Bool) {
        endWord(&command, isNested)
        command = BashCommand()
    }

    private mutating func comment() {
        while let next = byte(), next != UInt8(ascii: "\n") {
            if next == Self.value { places.append(.comment) }
            at += 1
        }
    }

    private mutating func escape(_ command: inout BashCommand) {
        command.open()
        at += 1
        guard let next = byte() else { return }
        if next == Self.value { refuse("it stands behind a backslash") }
        command.append(next)
        at += 1
    }
}

// Quotes and expansions.
extension BashScanner {
    private mutating func single(_ command: inout BashCommand) {
        at += 1
        while let next = byte(), next != UInt8(ascii: "'") {
            if next == Self.value { note(command) { .single(mayBeOption: $0) } }
            command.append(next)
            at += 1
        }
        command.open()
        at += 1
    }

    private mutating func double(_ command: inout BashCommand) {
        at += 1
        while let next = byte(), next != UInt8(ascii: "\"") {
            switch next {
            case Self.value:
                note(command) { .double(mayBeOption: $0) }
                command.append(next)
                at += 1
            case UInt8(ascii: "\\"): escape(&command)
            case UInt8(ascii: "`"): backquotes(&command)
            case UInt8(ascii: "$"): dollar(&command, inDouble: true)
            default:
                command.append(next)
                at += 1
            }
        }
        command.open()
        at += 1
    }

    /// Within backquotes bash takes quotes away twice.
    private mutating func backquotes(_ command: inout BashCommand) {
        command.append(UInt8(ascii: "`"))
        at += 1
        while let next = byte(), next != UInt8(ascii: "`") {
            if next == Self.value { refuse("it stands between backquotes; write $(…)") }
            at += next == UInt8(ascii: "\\") && byte(1) != Self.value ? 2 : 1
        }
        at += 1
    }

    private mutating func dollar(_ command: inout BashCommand, inDouble: Bool) {
        command.append(UInt8(ascii: "$"))
        at += 1
        switch byte() {
        case Self.value?:
            refuse("it stands behind a `$`")
            command.append(Self.value)
            at += 1
        case UInt8(ascii: "(")? where stands("(", at: 1): calculation(2)
        case UInt8(ascii: "(")?:
            at += 1
            commands(isNested: true)
        case UInt8(ascii: "{")?: parameter(inDouble: inDouble)
        case UInt8(ascii: "[")?:
            trapped("bash calculates what stands there") { $0.skip(to: UInt8(ascii: "]"), in: &command) }
        case UInt8(ascii: "'")? where !inDouble:
            trapped("it stands in $'…'") { $0.skip(to: UInt8(ascii: "'"), in: &command) }
        default: break
        }
    }

    private mutating func trapped(_ reason: String, _ read: (inout BashScanner) -> Void) {
        let outer = trap
        trap = trap ?? reason
        read(&self)
        trap = outer
    }

    /// Skips what is between two brackets or quotes of one kind, with no regard to others.
    private mutating func skip(to end: UInt8, in command: inout BashCommand) {
        at += 1
        while let next = byte(), next != end {
            if next == Self.value { note(command) { _ in .comment } }
            at += next == UInt8(ascii: "\\") && byte(1) != Self.value ? 2 : 1
        }
        at += 1
    }

    /// Skips `${…}`.
    private mutating func parameter(inDouble: Bool) {
        trapped("it stands in ${…}") { scanner in
            var inner = BashCommand()
            scanner.at += 1
            while let next = scanner.byte(), next != UInt8(ascii: "}") {
                if next == UInt8(ascii: "'"), inDouble {
                    scanner.loss = scanner.loss ?? "a single quote within \"${…}\" comes before it"
                }
                scanner.part(&inner)
            }
            scanner.at += 1
        }
    }

    /// Skips what bash calculates, from as many open parentheses on.
    private mutating func calculation(_ depth: Int) {
        let start = at
        trapped("bash calculates what stands there") { scanner in
            var depth = depth
            var inner = BashCommand()
            scanner.at += depth
            while let next = scanner.byte(), depth > 0 {
                switch next {
                case UInt8(ascii: "("), UInt8(ascii: ")"):
                    depth += next == UInt8(ascii: "(") ? 1 : -1
                    scanner.at += 1
                case UInt8(ascii: "'"):
                    scanner.loss = scanner.loss ?? "a single quote within ((…)) comes before it"
                    scanner.at += 1
                default: scanner.part(&inner)
                }
            }
        }
        calculations.append(bytes[start..<min(at, bytes.count)])
    }

    private mutating func parenthesis(_ command: inout BashCommand) {
        if command.word == nil, stands("((") { return calculation(2) }
        command.append(UInt8(ascii: "("))
        at += 1
        commands(isNested: true)
    }
}

// Conditions, redirections and here-documents.
extension BashScanner {
    private static let comparisons = ["-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-v", "-R"]

    private mutating func openCondition() {
        isCondition = true
        let rest = bytes[at...]
        let condition = rest.prefix(rest.offset(of: "]]") ?? rest.count)
        isCalculating = Self.comparisons.contains { condition.offset(of: $0) != nil }
        if isCalculating { calculations.append(condition) }
    }

    private var conditionReason: String? {
        isCondition && isCalculating ? "bash calculates with the words of this [[ … ]]; use [ … ]" : nil
    }

    private mutating func redirection(_ command: inout BashCommand, _ isNested: Bool) {
        if stands("(", at: 1) {
            command.append(bytes[at])
            at += 2
            return commands(isNested: true)
        }
        endWord(&command, isNested)
        if stands("<<<") {
            at += 3
        } else if stands("<<") {
            at += 2
            beginDocument(command)
        } else {
            at += 1
        }
    }

    private mutating func beginDocument(_ command: BashCommand) {
        let strips = byte() == UInt8(ascii: "-")
        if strips { at += 1 }
        while let next = byte(), ASCIISet.blank.contains(next) { at += 1 }
        let start = at
        var word = BashCommand()
        while let next = byte(), !ASCIISet(" \t\n;&|<>()").contains(next) {
            if next == Self.value || next == UInt8(ascii: "$") || next == UInt8(ascii: "`") {
                loss = loss ?? "a here-document comes before it whose end is not certain"
            }
            part(&word)
        }
        let isQuoted = bytes[start..<at].contains { "'\"\\".utf8.contains($0) }
        let document = BashDocument(delimiter: word.word ?? [], isQuoted: isQuoted, stripsTabs: strips)
        documents.append((document, command))
    }

    /// Reads the here-documents that the line before asked for.
    private mutating func readDocuments() {
        let waiting = documents
        let words = lineWords.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
        (documents, lineWords) = ([], [])
        for (document, command) in waiting {
            var document = document
            if let program = words.first(where: BashCommand.shells.contains) {
                document.reason = "`\(program)` may carry out what stands there"
            } else if !(command.words + words).contains(where: BashCommand.readers.contains) {
                document.reason = "nobody knows how the reader of this here-document takes it"
            }
            read(document)
        }
    }

    private mutating func read(_ document: BashDocument) {
        var document = document
        let feed = UInt8(ascii: "\n")
        while at < bytes.count {
            let end = bytes[at...].firstIndex(of: feed) ?? bytes.count
            let line = bytes[at..<end]
            let plain = document.stripsTabs ? line.drop { $0 == UInt8(ascii: "\t") } : line
            at = min(end + 1, bytes.count)
            if plain.elementsEqual(document.delimiter) { return }
            read(line, of: &document)
        }
    }

    private mutating func read(_ line: ArraySlice<UInt8>, of document: inout BashDocument) {
        var last: UInt8 = 0, isEscaped = false
        for (index, byte) in zip(line.indices, line) {
            if byte == Self.value {
                let before = Array(line[..<index]), behind = Array(line[(index + 1)...])
                let isBehind = !document.isQuoted && (isEscaped || last == UInt8(ascii: "$"))
                if isBehind || loss != nil {
                    refuse("it stands behind a `$` or a backslash")
                } else {
                    places.append(.document(.init(document: document, before: before, behind: behind)))
                }
            } else if !document.isQuoted, !isEscaped {
                let opens = last == UInt8(ascii: "$") && "({[".utf8.contains(byte)
                if opens || byte == UInt8(ascii: "`") {
                    document.reason =
                        document.reason ?? "an expansion in the same here-document comes before it"
                }
            }
            isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
            last = byte
        }
    }
}

extension ArraySlice<UInt8> {
    /// How many bytes come before a text.
    fileprivate func offset(of text: String) -> Int? {
        let wanted = Array(text.utf8)
        return indices.first { self[$0...].starts(with: wanted) }.map { $0 - startIndex }
    }

    /// Whether a name stands in it that is no part of a longer one.
    fileprivate func holdsName(_ name: String) -> Bool {
        let letters = ASCIISet.lettersAndDigits + ASCIISet("_")
        return split { !letters.contains($0) }.contains { $0.elementsEqual(name.utf8) }
    }
}
