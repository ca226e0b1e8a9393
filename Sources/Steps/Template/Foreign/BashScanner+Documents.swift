// Redirections and here-documents.
extension BashScanner {
    mutating func redirection(_ state: inout BashGrammar) {
        if stands("(", at: 1) {
            state.command.expand(nil, inQuotes: true)
            advance(2)
            return commands(isNested: true)
        }
        if continuesCondition(&state) { return advance() }
        if let word = state.command.word?.keyword, word.allSatisfy(\.isNumber) {
            state.command.word = nil
        } else {
            endWord(&state)
        }
        if stands("<<<") {
            advance(3)
            state.command.redirection = .input
            state.command.hasText = true
        } else if stands("<<") {
            advance(2)
            state.command.hasText = true
            beginDocument(state.command)
        } else {
            let isOutput = byte() == UInt8(ascii: ">") || stands("<>")
            advance()
            while let next = byte(), ">&|".utf8.contains(next) { advance() }
            state.command.redirection = isOutput ? .output : .input
        }
    }

    private mutating func beginDocument(_ command: BashCommand) {
        let strips = byte() == UInt8(ascii: "-")
        if strips { advance() }
        while let next = byte(), ASCIISet.blank.contains(next) { advance() }
        let start = at
        var word = BashCommand()
        trapped("it stands in the word that ends a here-document") { scanner in
            while let next = scanner.byte(), !ASCIISet(" \t\n;&|<>()").contains(next) { scanner.part(&word) }
        }
        if word.word?.text == nil || bytes[start..<at].contains(UInt8(ascii: "$")) {
            doubt("the end of a here-document is not certain")
        }
        let isQuoted = bytes[start..<at].contains { "'\"\\".utf8.contains($0) }
        let document = BashDocument(delimiter: word.word?.bytes ?? [], isQuoted: isQuoted, stripsTabs: strips)
        documents.append((document, command))
    }

    /// Reads the here-documents that the line before asked for.
    mutating func readDocuments() {
        let waiting = documents
        documents = []
        for (document, command) in waiting {
            if stands("#!") { doubt("a here-document that begins with `#!` is a program") }
            if !Self.isReader(command) { doubt("nobody knows how the reader of a here-document takes it") }
            read(document)
        }
    }

    private static func isReader(_ command: BashCommand) -> Bool {
        let words = BashCommand.withoutKeywords(command.words).drop { $0.assignment != nil }
        if let first = words.first?.keyword, ["done", "fi", "esac", "}"].contains(first) { return true }
        return BashProof.program(of: Array(words)).map { BashPrograms.readers.contains($0.name) } ?? false
    }

    private mutating func read(_ document: BashDocument) {
        let feed = UInt8(ascii: "\n")
        while at < bytes.count {
            let end = bytes[at...].firstIndex(of: feed) ?? bytes.count
            let line = bytes[at..<end]
            let plain = document.stripsTabs ? line.drop { $0 == UInt8(ascii: "\t") } : line
            if plain.elementsEqual(document.delimiter) {
                at = min(end + 1, bytes.count)
                return
            }
            read(line, of: document)
            at = min(end + 1, bytes.count)
        }
        doubt("a here-document does not end")
    }

    private mutating func read(_ line: ArraySlice<UInt8>, of document: BashDocument) {
        var isEscaped = false
        for (index, byte) in zip(line.indices, line) {
            let behind = line[(index + 1)...]
            if byte == Self.value {
                let isBehind = isEscaped || line[..<index].last == UInt8(ascii: "$")
                if isBehind, !document.isQuoted {
                    refuse("it stands behind a `$` or a backslash")
                } else {
                    places.append(
                        .document(
                            .init(document: document, before: Array(line[..<index]), behind: Array(behind))))
                }
            } else if !document.isQuoted, !isEscaped, !Self.isPlain(byte, before: behind) {
                doubt("a here-document holds more than plain variables: assign to one before it, v=$(…)")
            }
            isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
        }
        if isEscaped, !document.isQuoted { doubt("a line of a here-document ends in a backslash") }
    }

    /// Whether a byte of a here-document begins nothing but a variable's name.
    private static func isPlain(_ byte: UInt8, before behind: ArraySlice<UInt8>) -> Bool {
        if byte == UInt8(ascii: "`") { return false }
        guard byte == UInt8(ascii: "$"), let next = behind.first else { return true }
        if next == UInt8(ascii: "{") {
            let name = behind.dropFirst().prefix(while: BashWord.nameSet.contains)
            return !name.isEmpty && behind[name.endIndex...].first == UInt8(ascii: "}")
        }
        return !"([".utf8.contains(next)
    }
}
