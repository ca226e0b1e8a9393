import Reports

/// Text whose characters have looks of their own, to be wrapped as a whole.
struct StyledText {
    /// One character and how it looks.
    typealias Piece = (character: Character, look: Surface.Look?)

    private(set) var pieces: [Piece] = []

    /// Adds a text in one look.
    mutating func append(_ text: some StringProtocol, _ look: Surface.Look? = nil) {
        pieces += text.map { ($0, look) }
    }

    /// Rows of at most so many columns, broken at spaces; the first row begins with `first`, the others with `rest`.
    func rows(on surface: Surface, first: String = "", rest: String = "") -> [String] {
        let columns = max(10, surface.columns - 1 - Columns.width(of: first))
        let lines = wrap(in: columns)
        return lines.enumerated().map { index, line in (index == 0 ? first : rest) + Self.text(line, surface)
        }
    }

    private func wrap(in columns: Int) -> [[Piece]] {
        var lines: [[Piece]] = [], line: [Piece] = [], used = 0
        for word in pieces.split(whereSeparator: { $0.character.isWhitespace }) {
            let width = word.reduce(0) { $0 + Columns.width(of: $1.character) }
            if used > 0, used + 1 + width > columns {
                lines.append(line)
                (line, used) = ([], 0)
            }
            if used > 0 { line.append((" ", line.last?.look == word.first?.look ? word.first?.look : nil)) }
            line += word
            used += width + (used > 0 ? 1 : 0)
        }
        return line.isEmpty ? lines : lines + [line]
    }

    /// A row as the surface takes it: pieces of one look together.
    private static func text(_ line: [Piece], _ surface: Surface) -> String {
        var text = "", run = "", look: Surface.Look?
        func flush() { text += look.map { surface.paint(run, $0) } ?? run }
        for piece in line {
            if piece.look != look {
                flush()
                (run, look) = ("", piece.look)
            }
            run.append(piece.character)
        }
        flush()
        return text
    }
}
