import Steps

/// A pipe table (GitHub Flavored Markdown 0.29, 4.10) as it was found in the lines of a paragraph.
struct PipeTable: Sendable, Equatable {
    /// Where the text of a column stands.
    enum Alignment: String, Sendable { case left, center, right }

    /// The paragraph's lines before the head: they stay a paragraph.
    let before: [String]
    /// The cells of the head, as Markdown.
    let head: [String]
    /// The columns' alignments; nil where the author leaves it to the reader.
    let alignments: [Alignment?]
    /// The rows below it, each of as many cells as the head.
    let rows: [[String]]

    /// The table in the lines of a paragraph, containers' marks taken off; nil where there is none.
    ///
    /// `deep` lines begin so far in that they can go on with a paragraph and nothing else.
    init?(_ lines: [String], deep: Set<Int> = []) {
        guard
            let mark = lines.indices.dropFirst().first(where: {
                !deep.contains($0) && Self.isTable(lines, delimitedAt: $0)
            })
        else { return nil }
        before = Array(lines[..<(mark - 1)])
        head = Self.cells(lines[mark - 1])
        alignments = Self.cells(lines[mark]).map(Self.alignment)
        let count = head.count
        rows = lines[(mark + 1)...].map { line in
            let cells = Self.cells(line).prefix(count)
            return Array(cells + Array(repeating: "", count: count - cells.count))
        }
    }

    /// Whether a line could be the one below a head: hyphens, colons, pipes and spaces, and a hyphen at least.
    static func mayDelimit(_ line: some Sequence<UInt8>) -> Bool {
        var hasHyphen = false
        for byte in line {
            guard "-:| \t".utf8.contains(byte) else { return false }
            hasHyphen = hasHyphen || byte == UInt8(ascii: "-")
        }
        return hasHyphen
    }
}

extension PipeTable {
    private static func isTable(_ lines: [String], delimitedAt index: Int) -> Bool {
        guard mayDelimit(lines[index].utf8) else { return false }
        let marks = cells(lines[index])
        return !marks.isEmpty && marks.allSatisfy(isMark) && cells(lines[index - 1]).count == marks.count
    }

    /// Hyphens, with a colon before or after them or none.
    private static func isMark(_ cell: String) -> Bool {
        let hyphens = cell.utf8.drop { $0 == UInt8(ascii: ":") }.prefix { $0 == UInt8(ascii: "-") }.count
        let colons = cell.utf8.count - hyphens
        return hyphens > 0 && colons <= 2 && !cell.hasPrefix("::") && !cell.hasSuffix("::")
    }

    private static func alignment(_ mark: String) -> Alignment? {
        switch (mark.hasPrefix(":"), mark.hasSuffix(":")) {
        case (true, true): .center
        case (true, false): .left
        case (false, true): .right
        case (false, false): nil
        }
    }

    /// The cells of a line: what stands between pipes, but for `\|`, which stands for a pipe.
    static func cells(_ line: String) -> [String] {
        var bytes = Array(line.trimmingSpaces.utf8)[...]
        let pipe = UInt8(ascii: "|")
        if bytes.first == pipe { bytes = bytes.dropFirst() }
        var cells: [String] = [], cell: [UInt8] = []
        for byte in bytes {
            if byte == pipe, cell.last == UInt8(ascii: "\\") {
                cell[cell.count - 1] = pipe
            } else if byte == pipe {
                cells.append(Self.text(cell))
                cell = []
            } else {
                cell.append(byte)
            }
        }
        if !cell.isEmpty { cells.append(Self.text(cell)) }
        return cells
    }

    private static func text(_ cell: [UInt8]) -> String {
        String(String(decoding: cell, as: UTF8.self).trimmingSpaces)
    }
}
