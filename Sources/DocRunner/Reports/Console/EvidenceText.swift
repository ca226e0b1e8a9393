public import DocRunner

/// Why a step does not hold on a host and what was found there, as a terminal shows it: the reason in full, the
/// evidence folded to a few lines.
public struct EvidenceText {
    private let surface: Surface
    private let shownRows: Int

    /// A text on a surface; of each piece of evidence so many lines are shown, the last ones.
    public init(on surface: Surface, shownRows: Int = 3) {
        self.surface = surface
        self.shownRows = shownRows
    }

    /// The known reason, if it is one.
    public func rows(_ cause: Cause?) -> [String] {
        guard let cause else { return [] }
        return Columns.wrap(cause.sentence, in: surface.columns - 4).map { "    " + surface.paint($0, .bold) }
    }

    /// The evidence; what a reader has seen already is left out. Pieces of one line share a row where they fit.
    public func rows(_ evidence: [Evidence], besides seen: [String] = []) -> [String] {
        let pieces = evidence.filter { !$0.text.lines.suffix(shownRows).allSatisfy(seen.contains) }
        let short = pieces.filter { $0.text.lines.count == 1 }.map { "\($0.title): \($0.text)" }
        return pieces.filter { $0.text.lines.count > 1 }.flatMap(rows) + together(short)
    }

    private func rows(_ piece: Evidence) -> [String] {
        let lines = piece.text.lines
        return [surface.paint("    \(piece.title):", .dim)] + more(lines.count - shownRows)
            + lines.suffix(shownRows).flatMap(row)
    }

    /// Short texts one behind the other, in as few rows as hold them.
    private func together(_ texts: [String]) -> [String] {
        let columns = surface.columns - 4
        let rows = texts.reduce(into: [String]()) { rows, text in
            let row = rows.last.map { "\($0) · \(text)" } ?? text
            if !rows.isEmpty, Columns.width(of: row) <= columns {
                rows[rows.count - 1] = row
            } else {
                rows.append(text)
            }
        }
        return rows.flatMap { Columns.wrap($0, in: columns, limit: 3) }.map {
            surface.paint("    " + $0, .dim)
        }
    }

    private func more(_ count: Int) -> [String] {
        let text = count == 1 ? "… 1 line more in the report" : "… \(count) lines more in the report"
        return count > 0 ? [bar + surface.paint(text, .dim)] : []
    }

    private func row(_ line: String) -> [String] {
        Columns.wrap(line, in: surface.columns - 8, limit: 2).map { bar + $0 }
    }

    private var bar: String { surface.paint("      ┊ ", .dim) }
}
