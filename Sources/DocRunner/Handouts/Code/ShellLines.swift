import Steps

/// Which lines of a script begin a command, so that a prompt belongs before them; the others go on with one.
///
/// It counts quotes, blocks and here-documents. Where it is mistaken a prompt is wrong and nothing else: the text and
/// what is copied stay as they are.
struct ShellLines {
    private typealias Bytes = ArraySlice<UInt8>

    private var depth = 0
    private var quote: UInt8?
    private var hereDocument: String?
    private var isContinued = false

    /// For each line, whether a command begins on it.
    static func beginnings(_ script: String) -> [Bool] {
        var reader = ShellLines()
        return Array(script.utf8).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { reader.read($0) }
    }

    private mutating func read(_ line: Bytes) -> Bool {
        if let end = hereDocument {
            if line.drop(while: { $0 == UInt8(ascii: "\t") }).elementsEqual(end.utf8) { hereDocument = nil }
            return false
        }
        let isBeginning = depth == 0 && quote == nil && !isContinued && !line.isEmpty
        readQuotes(line)
        guard quote == nil else { return isBeginning }
        for word in line.split(whereSeparator: Self.gaps.contains) { readWord(word) }
        hereDocument = Self.hereDocument(openedBy: line)
        isContinued =
            line.last == UInt8(ascii: "\\") || line.last == UInt8(ascii: "|")
            || line.suffix(2).elementsEqual("&&".utf8)
        return isBeginning
    }

    private static func hereDocument(openedBy line: Bytes) -> String? {
        guard line.contains(UInt8(ascii: "<")) else { return nil }
        return String(decoding: line, as: UTF8.self).firstMatch(of: /<<-?\s*['"]?(\w+)['"]?/).map {
            String($0.1)
        }
    }

    private mutating func readQuotes(_ line: Bytes) {
        var isEscaped = false
        for byte in line {
            defer { isEscaped = byte == UInt8(ascii: "\\") && !isEscaped && quote != UInt8(ascii: "'") }
            if isEscaped { continue }
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: "#") {
                return
            }
        }
    }

    private mutating func readWord(_ word: Bytes) {
        if Self.opening.contains(where: word.elementsEqual) { depth += 1 }
        if Self.closing.contains(where: word.elementsEqual) { depth = max(0, depth - 1) }
    }

    private static let gaps = ASCIISet(" \t;")
    private static let opening = ["if", "for", "while", "until", "case", "{"].map { Array($0.utf8) }
    private static let closing = ["fi", "done", "esac", "}"].map { Array($0.utf8) }
}
