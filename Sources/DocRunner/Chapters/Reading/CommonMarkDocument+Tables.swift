internal import CCmark
import Steps

// Pipe tables, which libcmark does not have, built from its own nodes.
extension CommonMarkDocument {
    /// Puts a table in the place of a paragraph that is one.
    func replaceByTable(_ paragraph: OpaquePointer, _ rendering: Rendering) {
        let first = Int(cmark_node_get_start_line(paragraph))
        let last = Int(cmark_node_get_end_line(paragraph))
        guard last > first,
            (first + 1...last).contains(where: { Self.mayDelimit(rendering.source.line($0)) })
        else { return }
        let lines = ParagraphLines(of: paragraph, first...last, in: rendering.source)
        guard let table = PipeTable(lines.texts, deep: lines.deep) else { return }
        let before = table.before.isEmpty ? [] : blocks(of: table.before, rendering)
        let after = lines.rest.isEmpty ? [] : blocks(of: lines.rest, rendering)
        if let container = lines.end, container != paragraph {
            for block in after.reversed() { cmark_node_insert_after(container, block) }
            Self.replace(paragraph, by: before + [node(of: table, rendering)].compactMap { $0 })
        } else {
            Self.replace(paragraph, by: before + [node(of: table, rendering)].compactMap { $0 } + after)
        }
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

extension CommonMarkDocument {
    /// Whether a line, quotation marks aside, could be the one below the head of a table.
    private static func mayDelimit(_ line: ArraySlice<UInt8>) -> Bool {
        PipeTable.mayDelimit(line.lazy.filter { $0 != UInt8(ascii: ">") })
    }
}

/// The lines that cmark made a paragraph of, without their containers' marks.
private struct ParagraphLines {
    /// The lines that belong together.
    private(set) var texts: [String] = []
    /// Which of them begin four columns in, so that they would be code if they did not go on with a paragraph.
    private(set) var deep: Set<Int> = []
    /// The lines after a table which it does not take: it has no lazy continuation (CommonMark 0.30, 5.1).
    private(set) var rest: [String] = []
    /// The block after which those come: a quotation that they do not belong to; nil for the paragraph.
    private(set) var end: OpaquePointer?

    init(of paragraph: OpaquePointer, _ range: ClosedRange<Int>, in source: DocumentSource) {
        var quotes: [OpaquePointer] = [], isInItem = false, parent = cmark_node_parent(paragraph)
        while let node = parent {
            if cmark_node_get_type(node) == CMARK_NODE_BLOCK_QUOTE { quotes.append(node) }
            if cmark_node_get_type(node) == CMARK_NODE_ITEM { isInItem = true }
            parent = cmark_node_parent(node)
        }
        let column = Int(cmark_node_get_start_column(paragraph)) - 1
        texts = [Self.text(source.line(range.lowerBound).dropFirst(column))]
        for number in range.dropFirst() {
            let (content, found) = Self.content(of: source.line(number), quotes: quotes.count)
            let indent = content.prefix { Self.isSpace($0) }.count
            let isLazy = found < quotes.count || (isInItem && quotes.isEmpty && indent == 0)
            let isDeep = !isLazy && indent - (isInItem ? column : 0) >= 4
            if isLazy || (isDeep && PipeTable(texts, deep: deep) != nil) {
                rest = (number...range.upperBound).map {
                    String(decoding: Self.content(of: source.line($0), quotes: quotes.count).0, as: UTF8.self)
                }
                end = found < quotes.count ? quotes[quotes.count - 1 - found] : nil
                return
            }
            if isDeep { deep.insert(texts.count) }
            texts.append(Self.text(content))
        }
    }

    /// A line after at most so many quotation marks, each with its space, and how many there were.
    private static func content(of line: ArraySlice<UInt8>, quotes: Int) -> (ArraySlice<UInt8>, Int) {
        var rest = line, found = 0
        while found < quotes {
            let bare = rest.drop { isSpace($0) }
            guard bare.first == UInt8(ascii: ">") else { break }
            rest = bare.dropFirst()
            if rest.first == UInt8(ascii: " ") { rest = rest.dropFirst() }
            found += 1
        }
        return (rest, found)
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }

    private static func text(_ line: ArraySlice<UInt8>) -> String {
        String(String(decoding: line, as: UTF8.self).trimmingSpaces)
    }
}
