import Chapters
import Steps

/// The text of a chapter with its cards in it.
struct ChapterText {
    let outline: Outline
    let book: Book
    /// The body, without its title.
    private(set) var html = ""
    private(set) var entries: [StepEntry] = []
    private(set) var pictures: [Picture] = []
    private var heading: String?
    private var links: [String] = []
    private var hints: [View] = []
    /// What names stand for in the prose.
    private var values = Scope()
    private var redactor = Redactor([String]())

    init(_ chapter: Chapter, _ steps: [Step], _ outline: Outline, of book: Book) {
        self.outline = outline
        self.book = book
        let cards = cards(of: steps, chapter)
        let byLine = Dictionary(cards.map { ($0.step.block.place.line, $0.html) }) { first, _ in first }
        let rendering = Links(book, outline)
        html = chapter.renderHTML(
            rendering.completing(
                ChapterRendering(
                    isUnsafe: book.options.isUnsafe, step: { byLine[$0.place.line] ?? "" },
                    code: { [values] in Self.code($0, values.fillKnown($1)) }, heading: headings(of: chapter)),
                values))
        (links, pictures) = (rendering.external, rendering.pictures)
        hints = cards.compactMap(\.hintsOnPaper)
        html = redactor.redact(html)
        heading = Self.takeTitle(from: &html)
        if !HTML.places(of: "<table>", in: html).isEmpty {
            html = html.replacing("<table>", with: "<div class=\"table\" tabindex=\"0\"><table>")
                .replacing("</table>", with: "</table></div>")
        }
    }

    /// The whole chapter, its head included.
    var article: String {
        let requires = outline.requires.map { name in
            [
                "address": book.addresses.page(name),
                "title": book.chapters.first { $0.name == name }?.title ?? name,
            ]
        }
        return Templates.render(
            .chapter,
            [
                "id": book.addresses.isSingle ? outline.name : "chapter", "number": outline.number,
                "facts": outline.facts, "heading": heading ?? HTML.escape(outline.title),
                "summary": outline.summary, "requires": requires, "text": html, "hints": hints,
                "picture": book.options.pictureOfAddress(outline.name),
                "links": links.enumerated().map { ["number": $0 + 1, "address": $1] as View },
            ])
    }

    private mutating func cards(of steps: [Step], _ chapter: Chapter) -> [StepCard] {
        var context = CardContext(book, page: outline.name, chapter: chapter, steps: steps)
        let cards = steps.enumerated().map { StepCard($1, number: $0 + 1, in: &context) }
        redactor = context.redactor
        values = context.valuesOfProse()
        entries = cards.map { card in
            StepEntry(
                page: outline.name, id: card.step.id, number: card.number, hosts: card.hosts.map(\.name),
                paths: card.paths)
        }
        return cards
    }

    private func headings(of chapter: Chapter) -> (Heading) -> String {
        let numbers = Dictionary(outline.sections.map { ($0.anchor, $0.number) }) { first, _ in first }
        return { [book, outline] heading in
            let id = book.addresses.id(heading.anchor, in: outline.name)
            let number = numbers[heading.anchor].map { "<span class=\"number\">\($0)</span> " } ?? ""
            return heading.level == 1 ? "" : "<a id=\"\(id)\"></a>\(number)"
        }
    }

    /// A block of the prose, not a step: a session or a text.
    private static func code(_ language: String, _ text: String) -> String? {
        let code =
            language == "console"
            ? TerminalHTML.html(session: text, prompt: "$") : Highlighter.html(text, language: language)
        let look = language == "console" ? "terminal" : "text"
        return "<figure class=\"code \(look)\"><pre><code>\(code)</code></pre></figure>"
    }

    /// Removes the title from the text and returns it; nil if the text does not begin with a title.
    private static func takeTitle(from html: inout String) -> String? {
        guard html.hasPrefix("<h1>"), let end = html.firstRange(of: "</h1>\n") else { return nil }
        let title = String(html[..<end.lowerBound].dropFirst(4))
        html.removeSubrange(..<end.upperBound)
        return title
    }
}

extension Outline {
    /// How long it takes and how many steps it has.
    var facts: String {
        [duration, stepCount == 1 ? Words["oneStep"] : "\(stepCount) \(Words["steps"])"].compactMap { $0 }
            .joined(separator: " · ")
    }
}
