internal import CCmark
import Steps

/// The HTML that replaces some blocks of a document; lines and columns from 1, as cmark counts them.
struct Rendering {
    /// The HTML for a code block; nil for the usual.
    var code: (CodeBlock) -> String? = { _ in nil }
    /// HTML that goes before the text of the heading that begins at a line.
    var heading: (Int) -> String? = { _ in nil }
    /// Where a link leads, by what the author wrote, and HTML that comes after it; nil for the usual.
    var link: (String) -> (destination: String, after: String)? = { _ in nil }
    /// The HTML for a picture, by its path and the words for it; nil for the usual.
    var picture: (String, String) -> String? = { _, _ in nil }
    /// HTML around stressed text, by that text; nil for none.
    var strong: (String) -> (before: String, after: String)? = { _ in nil }
    /// What is read where the author wrote a text or inline code.
    var text: (String) -> String = { $0 }
    /// The document's text, for what cmark does not know.
    let source: DocumentSource
    /// Whether the author's raw HTML is taken as it is.
    var isUnsafe = false
}

/// The lines of a document that is read again in parts.
final class DocumentSource {
    /// A line, counted from 1 as cmark counts them, without its end.
    let line: (Int) -> ArraySlice<UInt8>
    /// Lines that may define what `[name]` links to (CommonMark 0.30, 4.7).
    private(set) lazy var definitions = (1...max(1, count)).lazy
        .map { String(decoding: self.line($0).drop { " >".utf8.contains($0) }, as: UTF8.self).trimmingSpaces }
        .filter { $0.hasPrefix("[") && $0.contains("]:") }.joined(separator: "\n")

    private let count: Int

    init(lineCount: Int, line: @escaping (Int) -> ArraySlice<UInt8>) {
        count = lineCount
        self.line = line
    }
}

extension CommonMarkDocument {
    /// The document as HTML: pipe tables are tables (GFM 0.29, 4.10), raw HTML is shown as the text that it is,
    /// comments in it are left out. What `rendering` answers is taken as it is.
    consuming func html(_ rendering: Rendering) -> String {
        var nodes: [(OpaquePointer, cmark_node_type)] = []
        forEachBlock { node, type in nodes.append((node, type)) }
        for (node, type) in nodes { change(node, type, by: rendering) }
        changeTexts(by: rendering)
        for (node, type) in inlines(Self.isChanged) { change(inline: node, type, by: rendering) }
        let options = CMARK_OPT_DEFAULT | (rendering.isUnsafe ? CMARK_OPT_UNSAFE : 0)
        guard let root, let html = cmark_render_html(root, options) else { return "" }
        defer { cmark_get_default_mem_allocator().pointee.free(html) }
        return String(cString: html)
    }

    private func change(_ node: OpaquePointer, _ type: cmark_node_type, by rendering: Rendering) {
        if type == CMARK_NODE_HEADING, let html = rendering.heading(Int(cmark_node_get_start_line(node))),
            let custom = Self.custom(CMARK_NODE_CUSTOM_INLINE, html)
        {
            cmark_node_prepend_child(node, custom)
        }
        if type == CMARK_NODE_CODE_BLOCK, let html = rendering.code(Self.codeWithLanguage(node)),
            let custom = Self.custom(CMARK_NODE_CUSTOM_BLOCK, html)
        {
            Self.replace(node, by: [custom])
        }
        if type == CMARK_NODE_HTML_BLOCK, !rendering.isUnsafe { Self.showAsText(block: node) }
        if type == CMARK_NODE_PARAGRAPH { replaceByTable(node, rendering) }
    }

    private func change(inline node: OpaquePointer, _ type: cmark_node_type, by rendering: Rendering) {
        if type == CMARK_NODE_HTML_INLINE, !rendering.isUnsafe { Self.showAsText(inline: node) }
        let url = cmark_node_get_url(node).map { String(cString: $0) } ?? ""
        if type == CMARK_NODE_LINK, let link = rendering.link(url) {
            cmark_node_set_url(node, link.destination)
            if let custom = Self.custom(CMARK_NODE_CUSTOM_INLINE, link.after) {
                cmark_node_insert_after(node, custom)
            }
        }
        if type == CMARK_NODE_IMAGE, let html = rendering.picture(url, Self.plainText(of: node)) {
            Self.replace(node, by: [Self.custom(CMARK_NODE_CUSTOM_INLINE, html)].compactMap { $0 })
        }
        if type == CMARK_NODE_STRONG || type == CMARK_NODE_EMPH,
            let html = rendering.strong(Self.plainText(of: node)),
            let custom = Self.custom(CMARK_NODE_CUSTOM_INLINE, html.before, html.after)
        {
            cmark_node_insert_before(node, custom)
            cmark_node_unlink(node)
            cmark_node_append_child(custom, node)
        }
    }

    /// Changes texts and inline code with a `{` in them; pieces of a text that stand side by side are made one before.
    private func changeTexts(by rendering: Rendering) {
        func tagged() -> [(OpaquePointer, String)] {
            inlines { $0 == CMARK_NODE_TEXT || $0 == CMARK_NODE_CODE }.compactMap { node, _ in
                let text = cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
                return text.utf8.contains(UInt8(ascii: "{")) ? (node, text) : nil
            }
        }
        guard let root, !tagged().isEmpty else { return }
        cmark_consolidate_text_nodes(root)
        for (node, text) in tagged() { cmark_node_set_literal(node, rendering.text(text)) }
    }

    private static func isChanged(_ type: cmark_node_type) -> Bool {
        [CMARK_NODE_HTML_INLINE, CMARK_NODE_LINK, CMARK_NODE_IMAGE, CMARK_NODE_STRONG, CMARK_NODE_EMPH]
            .contains(type)
    }

    /// The inlines of some types, innermost first.
    private func inlines(_ isWanted: (cmark_node_type) -> Bool) -> [(OpaquePointer, cmark_node_type)] {
        guard let root, let iterator = cmark_iter_new(root) else { return [] }
        defer { cmark_iter_free(iterator) }
        var inlines: [(OpaquePointer, cmark_node_type)] = []
        var event = cmark_iter_next(iterator)
        while event != CMARK_EVENT_DONE {
            if let node = cmark_iter_get_node(iterator) {
                let type = cmark_node_get_type(node)
                let isLast = event == CMARK_EVENT_EXIT || Self.leaves.contains(type)
                if isLast, isWanted(type) { inlines.append((node, type)) }
            }
            event = cmark_iter_next(iterator)
        }
        return inlines
    }

    /// Inlines that nothing stands in.
    private static let leaves = [CMARK_NODE_HTML_INLINE, CMARK_NODE_TEXT, CMARK_NODE_CODE]

    private static func codeWithLanguage(_ node: OpaquePointer) -> CodeBlock {
        var code = code(node)
        let info = cmark_node_get_fence_info(node).map { String(cString: $0) } ?? ""
        code.language = info.split { $0 == " " || $0 == "{" }.first.map(String.init) ?? ""
        return code
    }

    /// A custom node that is HTML already.
    static func custom(_ type: cmark_node_type, _ enter: String, _ exit: String = "") -> OpaquePointer? {
        guard let node = cmark_node_new(type) else { return nil }
        cmark_node_set_on_enter(node, enter)
        cmark_node_set_on_exit(node, exit)
        return node
    }

    /// Puts nodes in the place of one, which is gone then.
    static func replace(_ node: OpaquePointer, by others: [OpaquePointer]) {
        for other in others where cmark_node_insert_before(node, other) != 1 { cmark_node_free(other) }
        cmark_node_free(node)
    }
}

// Links, for lint.
extension CommonMarkDocument {
    /// Every link and picture with the line and column where it begins, as cmark counts them.
    func links() -> [(destination: String, isPicture: Bool, line: Int, column: Int)] {
        inlines { $0 == CMARK_NODE_LINK || $0 == CMARK_NODE_IMAGE }.map { node, type in
            (
                destination: cmark_node_get_url(node).map { String(cString: $0) } ?? "",
                isPicture: type == CMARK_NODE_IMAGE, line: max(1, Int(cmark_node_get_start_line(node))),
                column: max(1, Int(cmark_node_get_start_column(node)))
            )
        }
    }
}

// Raw HTML: text to be read, not markup.
extension CommonMarkDocument {
    private static func showAsText(block: OpaquePointer) {
        let literal = cmark_node_get_literal(block).map { String(cString: $0) } ?? ""
        guard !literal.hasPrefix("<!--"), let paragraph = cmark_node_new(CMARK_NODE_PARAGRAPH) else { return }
        if let text = textNode(literal) { cmark_node_append_child(paragraph, text) }
        replace(block, by: [paragraph])
    }

    private static func showAsText(inline node: OpaquePointer) {
        let literal = cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
        replace(node, by: literal.hasPrefix("<!--") ? [] : [textNode(literal)].compactMap { $0 })
    }

    private static func textNode(_ literal: String) -> OpaquePointer? {
        let node = cmark_node_new(CMARK_NODE_TEXT)
        if let node { cmark_node_set_literal(node, literal) }
        return node
    }
}
