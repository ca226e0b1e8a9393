/// Which lines of a script begin a command, so that a prompt belongs before them; the others go on with one.
///
/// It counts quotes, blocks and here-documents. Where it is mistaken a prompt is wrong and nothing else: the text and
/// what is copied stay as they are.
struct ShellLines {
    private var depth = 0
    private var quote: Character?
    private var hereDocument: String?
    private var isContinued = false

    /// For each line, whether a command begins on it.
    static func beginnings(_ lines: [Substring]) -> [Bool] {
        var reader = ShellLines()
        return lines.map { reader.read($0) }
    }

    private mutating func read(_ line: Substring) -> Bool {
        if let end = hereDocument {
            if line.drop(while: { $0 == "\t" }) == end { hereDocument = nil }
            return false
        }
        let isBeginning = depth == 0 && quote == nil && !isContinued && !line.isEmpty
        readQuotes(line)
        guard quote == nil else { return isBeginning }
        for word in line.split(whereSeparator: { " \t;".contains($0) }) { readWord(word) }
        hereDocument =
            !line.utf8.contains(UInt8(ascii: "<"))
            ? nil : line.firstMatch(of: /<<-?\s*['"]?(\w+)['"]?/).map { String($0.1) }
        isContinued = ["\\", "|", "&&", "||"].contains { line.hasSuffix($0) }
        return isBeginning
    }

    private mutating func readQuotes(_ line: Substring) {
        var isEscaped = false
        for character in line {
            defer { isEscaped = character == "\\" && !isEscaped && quote != "'" }
            if isEscaped { continue }
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "\"" || character == "'" {
                quote = character
            } else if character == "#" {
                return
            }
        }
    }

    private mutating func readWord(_ word: Substring) {
        if ["if", "for", "while", "until", "case", "{"].contains(word) { depth += 1 }
        if ["fi", "done", "esac", "}"].contains(word) { depth = max(0, depth - 1) }
    }
}
