public import Steps

/// What stands in a chapter's HTML for its own blocks; everything that is answered is taken as it is.
public struct ChapterRendering {
    /// The HTML for a step or a companion.
    public var step: (StepBlock) -> String
    /// The HTML for a code block that is prose, by its language and its text; nil for the usual.
    public var code: (_ language: String, _ text: String) -> String?
    /// Where a link leads, by what the author wrote, and HTML that comes after it; nil for the usual.
    public var link: (String) -> (destination: String, after: String)? = { _ in nil }
    /// The HTML for a picture, by its path and the words for it; nil for the usual.
    public var picture: (_ path: String, _ words: String) -> String? = { _, _ in nil }
    /// HTML around stressed text, by that text; nil for none.
    public var strong: (String) -> (before: String, after: String)? = { _ in nil }
    /// What is read where the author wrote a text or inline code; as it was written by default.
    public var text: (String) -> String = { $0 }
    /// HTML that goes before the text of a heading; by itself an anchor.
    public var heading: (Heading) -> String
    /// Whether the author's raw HTML and dangerous links are taken as they are.
    public var isUnsafe: Bool

    /// A rendering of steps; the rest as it comes.
    public init(
        isUnsafe: Bool = false, step: @escaping (StepBlock) -> String,
        code: @escaping (String, String) -> String? = { _, _ in nil },
        heading: @escaping (Heading) -> String = { "<a id=\"\($0.anchor)\"></a>" }
    ) {
        self.step = step
        self.code = code
        self.heading = heading
        self.isUnsafe = isUnsafe
    }
}

extension Chapter {
    /// The chapter's text as an HTML fragment, with what `rendering` puts in the place of steps and companions.
    ///
    /// Raw HTML of the author's is shown as text and dangerous links are left out (cmark's safe mode).
    public func renderHTML(_ rendering: ChapterRendering) -> String {
        let blocks = Dictionary(
            (passages.map(\.step) + companions.map(\.block)).map { ($0.place.line, $0) }
        ) { first, _ in first }
        let headings = Dictionary(headings.map { ($0.line, $0) }) { first, _ in first }
        let shift = firstLine - 1, text = text
        let source = DocumentSource(lineCount: text.lineCount - shift) { text.line($0 + shift) }
        return CommonMarkDocument(text.bytes(fromLine: firstLine)).html(
            Rendering(
                code: { code in
                    guard let block = blocks[code.startLine + shift], block.place.column == code.startColumn
                    else { return rendering.code(code.language, code.literal) }
                    return rendering.step(block)
                },
                heading: { line in headings[line + shift].map(rendering.heading) },
                link: rendering.link, picture: rendering.picture, strong: rendering.strong,
                text: rendering.text, source: source, isUnsafe: rendering.isUnsafe))
    }

    /// The chapter's text as an HTML fragment in which `step` says what stands for each step and companion.
    public func renderHTML(step: @escaping (StepBlock) -> String) -> String {
        renderHTML(ChapterRendering(step: step))
    }
}
