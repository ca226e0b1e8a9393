// Conditions, redirections and here-documents.
extension BashScanner {
    private static let comparisons = ["-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-v", "-R"]

    mutating func openCondition() {
        isCondition = true
        let rest = bytes[at...]
        let condition = rest.prefix(rest.offset(of: "]]") ?? rest.count)
        isCalculating = Self.comparisons.contains { condition.offset(of: $0) != nil }
        if isCalculating { calculations.append(condition) }
    }

    var conditionReason: String? {
        isCondition && isCalculating ? "bash calculates with the words of this [[ … ]]; use [ … ]" : nil
    }

    mutating func redirection(_ command: inout BashCommand, _ isNested: Bool) {
        if stands("(", at: 1) {
            command.append(bytes[at])
            advance(2)
            return commands(isNested: true)
        }
        endWord(&command, isNested)
        if stands("<<<") {
            advance(3)
        } else if stands("<<") {
            advance(2)
            beginDocument(command)
        } else {
            advance()
        }
    }

    mutating func beginDocument(_ command: BashCommand) {
        let strips = byte() == UInt8(ascii: "-")
        if strips { advance() }
        while let next = byte(), ASCIISet.blank.contains(next) { advance() }
        let start = at
        var word = BashCommand()
        trapped("it stands in the word that ends a here-document") { scanner in
            while let next = scanner.byte(), !ASCIISet(" \t\n;&|<>()").contains(next) {
                if next == Self.value || next == UInt8(ascii: "$") || next == UInt8(ascii: "`") {
                    scanner.loss = scanner.loss ?? "a here-document comes before it whose end is not certain"
                }
                scanner.part(&word)
            }
        }
        let isQuoted = bytes[start..<at].contains { "'\"\\".utf8.contains($0) }
        let document = BashDocument(delimiter: word.word ?? [], isQuoted: isQuoted, stripsTabs: strips)
        documents.append((document, command))
    }

    /// Reads the here-documents that the line before asked for.
    mutating func readDocuments() {
        let waiting = documents
        let words = lineWords.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
        (documents, lineWords) = ([], [])
        for (document, command) in waiting {
            var document = document
            if let program = words.first(where: BashCommand.shells.contains) {
                document.reason = "`\(program)` may carry out what stands there"
            } else if !(command.words + words).contains(where: BashCommand.readers.contains) {
                document.reason =
                    "labctl does not know how the program that reads this here-document "
                    + "uses it"
            }
            read(document)
        }
    }

    mutating func read(_ document: BashDocument) {
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

    mutating func read(_ line: ArraySlice<UInt8>, of document: inout BashDocument) {
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
