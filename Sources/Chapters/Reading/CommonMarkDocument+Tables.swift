internal import CCmark
import Steps

// Pipe tables, which libcmark does not have, built from its own nodes.
extension CommonMarkDocument {
    /// Puts a table in the place of a paragraph that is one.
    func replaceByTable(_ paragraph: OpaquePointer, _ rendering: Rendering) {
        let first = Int(cmark_node_get_start_line(paragraph)), last = Int(cmark_node_get_end_line(paragraph))
        guard last > first, (first + 1...last).contains(where: { Self.mayDelimit(rendering.source.line($0)) })
        else { return }
        let (lines, rest) = Self.lines(of: paragraph, first...last, in: rendering.source)
        guard let table = PipeTable(lines) else { return }
        let before = table.before.isEmpty ? [] : blocks(of: table.before, rendering)
        let after = rest.isEmpty ? [] : blocks(of: rest, rendering)
        Self.replace(paragraph, by: before + [node(of: table, rendering)].compactMap { $0 } + after)
    }

    private func node(of table: PipeTable, _ rendering: Rendering) -> OpaquePointer? {
        let node = Self.custom(CMARK_NODE_CUSTOM_BLOCK, "<table>", "</table>")
        append("thead", to: node) { head in
            append(row: table.head, "th", table.alignments, to: head, rendering)
        }
        guard !table.rows.isEmpty else { return node }
        append("tbody", to: node) { body in
            for row in table.rows { append(row: row, "td", table.alignments, to: body, rendering) }
        }
        return node
    }

    private func append(_ name: String, to parent: OpaquePointer?, _ fill: (OpaquePointer) -> Void) {
        guard let node = Self.custom(CMARK_NODE_CUSTOM_BLOCK, "<\(name)>", "</\(name)>") else { return }
        fill(node)
        if cmark_node_append_child(parent, node) != 1 { cmark_node_free(node) }
    }

    private func append(
        row: [String], _ name: String, _ alignments: [PipeTable.Alignment?], to parent: OpaquePointer,
        _ rendering: Rendering
    ) {
        append("tr", to: parent) { node in
            for (cell, alignment) in zip(row, alignments) {
                let align = alignment.map { " align=\"\($0.rawValue)\"" } ?? ""
                let opening = "<\(name)\(align)>"
                guard let custom = Self.custom(CMARK_NODE_CUSTOM_INLINE, opening, "</\(name)>\n") else {
                    return
                }
                fill(custom, with: cell, rendering)
                if cmark_node_append_child(node, custom) != 1 { cmark_node_free(custom) }
            }
        }
    }

    /// Gives a cell its inlines. A heading of one line with both its marks is where cmark reads nothing but those.
    private func fill(_ cell: OpaquePointer, with text: String, _ rendering: Rendering) {
        guard !text.isEmpty else { return }
        let document = parse(
            "# \(text) #\n\n" + (text.utf8.contains(UInt8(ascii: "[")) ? rendering.source.definitions : ""))
        guard let document, let heading = cmark_node_first_child(document) else { return }
        defer { cmark_node_free(document) }
        while let inline = cmark_node_first_child(heading) {
            cmark_node_unlink(inline)
            if cmark_node_append_child(cell, inline) != 1 { cmark_node_free(inline) }
        }
    }

    /// What lines before or after a table are by themselves.
    private func blocks(of lines: [String], _ rendering: Rendering) -> [OpaquePointer] {
        guard let document = parse(lines.joined(separator: "\n") + "\n\n" + rendering.source.definitions)
        else { return [] }
        defer { cmark_node_free(document) }
        var blocks: [OpaquePointer] = []
        while let block = cmark_node_first_child(document) {
            cmark_node_unlink(block)
            blocks.append(block)
        }
        return blocks
    }

    private func parse(_ text: String) -> OpaquePointer? {
        cmark_parse_document(text, text.utf8.count, CMARK_OPT_DEFAULT)
    }
}

// The lines that cmark made a paragraph of.
extension CommonMarkDocument {
    /// Whether a line, quotation marks aside, could be the one below the head of a table.
    private static func mayDelimit(_ line: ArraySlice<UInt8>) -> Bool {
        PipeTable.mayDelimit(line.lazy.filter { $0 != UInt8(ascii: ">") })
    }

    /// The lines of a paragraph without its containers' marks; those that only a lazy continuation brought to it
    /// (CommonMark 0.30, 5.1) come apart, since a table has none.
    private static func lines(
        of paragraph: OpaquePointer, _ range: ClosedRange<Int>, in source: DocumentSource
    ) -> ([String], rest: [String]) {
        var quotes = 0, isInItem = false, parent = cmark_node_parent(paragraph)
        while let node = parent {
            if cmark_node_get_type(node) == CMARK_NODE_BLOCK_QUOTE { quotes += 1 }
            if cmark_node_get_type(node) == CMARK_NODE_ITEM { isInItem = true }
            parent = cmark_node_parent(node)
        }
        let start = Int(cmark_node_get_start_column(paragraph)) - 1
        var lines = [text(source.line(range.lowerBound).dropFirst(start))]
        for number in range.dropFirst() {
            let line = source.line(number)
            let (content, found, indent) = content(of: line, quotes: quotes)
            if found < quotes || (isInItem && quotes == 0 && indent == 0) {
                return (lines, (number...range.upperBound).map { text(source.line($0)) })
            }
            lines.append(text(content))
        }
        return (lines, [])
    }

    /// A line after at most so many quotation marks: the rest, the marks found, the spaces before the first of them.
    private static func content(of line: ArraySlice<UInt8>, quotes: Int) -> (ArraySlice<UInt8>, Int, Int) {
        var rest = line, found = 0
        let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        let indent = line.prefix(while: isSpace).count
        while found < quotes {
            let bare = rest.drop(while: isSpace)
            guard bare.first == UInt8(ascii: ">") else { break }
            rest = bare.dropFirst()
            found += 1
        }
        return (rest, found, indent)
    }

    private static func text(_ line: ArraySlice<UInt8>) -> String {
        String(String(decoding: line, as: UTF8.self).trimmingSpaces)
    }
}
