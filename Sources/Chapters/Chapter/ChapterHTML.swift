public import Steps

extension Chapter {
    /// The chapter's text as an HTML fragment in which `step` says what stands for each step and companion.
    ///
    /// Raw HTML and dangerous links of the author's text are left out (cmark's safe mode); what `step` answers
    /// is taken as it is. Each heading begins with an empty `<a id="ANCHOR">`, see `Heading.anchor`.
    public func renderHTML(step: (StepBlock) -> String) -> String {
        let document = CommonMarkDocument(text.bytes(fromLine: firstLine))
        let blocks = Dictionary(
            (passages.map(\.step) + companions.map(\.block)).map { ($0.place.line, $0) }
        ) { first, _ in first }
        let anchors = Dictionary(headings.map { ($0.line, $0.anchor) }) { first, _ in first }
        let shift = firstLine - 1
        return document.html(
            fence: { line, column in
                guard let block = blocks[line + shift], block.place.column == column else { return nil }
                return step(block)
            },
            anchor: { line in anchors[line + shift] })
    }
}
