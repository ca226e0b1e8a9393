internal import CCmark

/// A CommonMark document (spec 0.30) as cmark parsed it. Only this type's files know cmark: values walk out.
struct CommonMarkDocument: ~Copyable {
    let root: OpaquePointer?

    /// Parses text that is valid UTF-8.
    init(_ text: ArraySlice<UInt8>) {
        root = text.withUnsafeBytes { buffer in
            let start = buffer.bindMemory(to: CChar.self).baseAddress
            return start.flatMap { cmark_parse_document($0, buffer.count, CMARK_OPT_DEFAULT) }
        }
    }

    deinit { if let root { cmark_node_free(root) } }

    /// The headings and code blocks in the order of the text, also those inside lists and quotes.
    func blocks() -> [Block] {
        var blocks: [Block] = [], endLine: CInt = 0
        forEachBlock { node, type in
            if endLine == cmark_node_get_start_line(node), case .code(var code) = blocks.last {
                code.isCutShort = true
                blocks[blocks.count - 1] = .code(code)
            }
            if type == CMARK_NODE_HEADING { blocks.append(Self.heading(node)) }
            if type == CMARK_NODE_CODE_BLOCK {
                blocks.append(.code(Self.code(node)))
                endLine = cmark_node_get_end_line(node)
            }
        }
        return blocks
    }
}

extension CommonMarkDocument {
    /// Visits every block in the order of the text, without recursion: documents may nest deeply.
    func forEachBlock(_ visit: (OpaquePointer, cmark_node_type) -> Void) {
        var next = root.flatMap { cmark_node_first_child($0) }
        while let node = next {
            let type = cmark_node_get_type(node)
            visit(node, type)
            next = Self.isContainer(type) ? cmark_node_first_child(node) : nil
            var spent = node
            while next == nil, spent != root {
                next = cmark_node_next(spent)
                guard let parent = cmark_node_parent(spent) else { break }
                spent = parent
            }
        }
    }

    private static func isContainer(_ type: cmark_node_type) -> Bool {
        type == CMARK_NODE_BLOCK_QUOTE || type == CMARK_NODE_LIST || type == CMARK_NODE_ITEM
    }

    static func code(_ node: OpaquePointer) -> CodeBlock {
        CodeBlock(
            startLine: Int(cmark_node_get_start_line(node)),
            startColumn: Int(cmark_node_get_start_column(node)),
            endLine: Int(cmark_node_get_end_line(node)),
            hasInfo: cmark_node_get_fence_info(node).map { $0.pointee != 0 } ?? false,
            literal: cmark_node_get_literal(node).map { String(cString: $0) } ?? "",
            isCutShort: false)
    }

    private static func heading(_ node: OpaquePointer) -> Block {
        .heading(
            level: Int(cmark_node_get_heading_level(node)), text: plainText(of: node),
            line: Int(cmark_node_get_start_line(node)))
    }

    static func plainText(of node: OpaquePointer) -> String {
        guard let iterator = cmark_iter_new(node) else { return "" }
        defer { cmark_iter_free(iterator) }
        var text = ""
        while cmark_iter_next(iterator) != CMARK_EVENT_DONE {
            let inline = cmark_iter_get_node(iterator)
            switch cmark_node_get_type(inline) {
            case CMARK_NODE_TEXT, CMARK_NODE_CODE:
                text += cmark_node_get_literal(inline).map { String(cString: $0) } ?? ""
            case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: text += " "
            default: break
            }
        }
        return text
    }
}
