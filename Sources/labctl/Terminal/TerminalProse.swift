import Reports
import Steps

/// A chapter's prose for a terminal: paragraphs wrapped, lists hanging, headings and code set apart.
///
/// It reads what authors of chapters write, a block a line at a time; the HTML page is made by cmark.
struct TerminalProse {
    let surface: Surface

    /// The rows of a piece of Markdown, blocks separated by an empty row, none at either end.
    func rows(_ markdown: String) -> [String] {
        var reader = Reader(surface: surface)
        for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) { reader.read(line) }
        reader.endBlock()
        return reader.rows
    }

    private struct Reader {
        private static let quote = "│ "

        let surface: Surface
        var rows: [String] = []
        private var paragraph = ""
        private var marker = ""
        private var lastWasItem = false
        private var lastWasCode = false
        private var lastWasTable = false
        private var fence: String?

        init(surface: Surface) { self.surface = surface }

        mutating func read(_ line: Substring) {
            let text = line.drop { $0 == " " }
            if let fence {
                if text.hasPrefix(fence) { self.fence = nil } else { rows += code(line) }
            } else if text.hasPrefix("```") || text.hasPrefix("~~~") {
                endBlock()
                part()
                fence = String(text.prefix(3))
            } else if text.isEmpty {
                endBlock()
            } else if paragraph.isEmpty, !lastWasItem, line.hasPrefix("    ") {
                if !lastWasCode { part() }
                rows += code(line.dropFirst(4))
                lastWasCode = true
            } else if paragraph.isEmpty, text.hasPrefix("#") {
                part()
                rows.append(surface.paint(String(text.drop { $0 == "#" || $0 == " " }), .bold))
            } else if text.hasPrefix("|") {
                readTable(text)
            } else if let item = Self.item(line) {
                endBlock()
                (marker, paragraph) = item
            } else {
                let quoted = text.hasPrefix("> ") || text == ">"
                if quoted, paragraph.isEmpty { marker = Self.quote }
                paragraph += (paragraph.isEmpty ? "" : " ") + (quoted ? text.dropFirst(1) : text)
            }
        }

        /// A row of a table stays one; the row of dashes below its heading is left out (GitHub Flavored Markdown, 4.10).
        private mutating func readTable(_ text: Substring) {
            if !lastWasTable {
                endBlock()
                part()
            }
            lastWasTable = true
            guard !text.allSatisfy({ "|-: ".contains($0) }) else { return }
            let row = text.trimmingSpaces.dropFirst()
            let cells = (row.hasSuffix("|") ? row.dropLast() : row).split(
                separator: "|", omittingEmptySubsequences: false
            ).map { String($0.trimmingSpaces) }
            rows += InlineMarkdown(isColored: surface.isColored).styled(cells.joined(separator: " │ "))
                .rows(on: surface, first: "  ", rest: "    ")
        }

        /// Ends a paragraph or an item; the next item of a list follows without an empty row.
        mutating func endBlock() {
            defer { (paragraph, marker) = ("", "") }
            guard !paragraph.isEmpty else { return }
            let isItem = !marker.isEmpty && marker != Self.quote
            if !lastWasItem || !isItem { part() }
            lastWasItem = isItem
            let hanging =
                marker == Self.quote ? marker : String(repeating: " ", count: Columns.width(of: marker))
            rows += InlineMarkdown(isColored: surface.isColored).styled(paragraph)
                .rows(on: surface, first: marker, rest: hanging)
        }

        private mutating func part() {
            lastWasItem = false
            lastWasCode = false
            lastWasTable = false
            if !rows.isEmpty { rows.append("") }
        }

        private func code(_ line: Substring) -> [String] {
            Columns.wrap(String(line), in: surface.columns - 5).map { "    " + surface.paint($0, .cyan) }
        }

        /// The marker and text of a list item: bullets become `•`, numbers stay, deeper items are moved in.
        private static func item(_ line: Substring) -> (String, String)? {
            let indent = line.prefix { $0 == " " }.count
            let text = line.dropFirst(indent)
            let digits = text.prefix { $0.isNumber }
            let rest = text.dropFirst(max(1, digits.count + (digits.isEmpty ? 0 : 1)))
            let isBullet = digits.isEmpty && "-*+".contains(text.first ?? " ")
            let isNumber = !digits.isEmpty && ".)".contains(text.dropFirst(digits.count).first ?? " ")
            guard isBullet || isNumber, rest.first == " " else { return nil }
            let mark = isBullet ? "•" : "\(digits)."
            return (
                "  " + String(repeating: " ", count: indent) + mark + " ", String(rest.drop { $0 == " " })
            )
        }
    }
}
