import PlainText
import Steps

extension SourceText {
    /// The lines that hold a character which no terminal may be shown, an error each at its place; the first few of them.
    func hiddenCharacters(in file: String) -> [Diagnostic] {
        guard mayHoldHidden else { return [] }
        var problems: [Diagnostic] = []
        for number in 1..<lineCount + 1 where problems.count < 10 {
            let line = String(decoding: line(number), as: UTF8.self)
            guard let scalar = HostText.firstHidden(in: line),
                let index = line.unicodeScalars.firstIndex(of: scalar)
            else { continue }
            let column = line.utf8.distance(from: line.startIndex, to: index) + 1
            let place = SourcePlace(file: file, line: number, column: column)
            problems += Diagnostic.hidden(in: line, at: place, allowsLines: true)
        }
        return problems
    }

    /// Whether a byte is a control, or may begin a character that is hidden.
    private var mayHoldHidden: Bool {
        bytes.contains { $0 >= 0x7F || $0 < 0x20 && $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\t") }
    }
}
