/// A whole guide as one page that needs nothing beside it; also what a booklet is printed from.
public enum SinglePage {
    /// The page.
    ///
    /// `digest` answers the SHA-256 of a text in Base64, by which the page allows its own style and script and no other.
    /// With `paper` it is for printing: it has contents with the numbers of pages, and no script.
    public static func html(
        _ book: Book, _ chapters: [ChapterPage], paper: PaperContents? = nil,
        digest: (String) throws -> String
    ) rethrows -> String {
        let style = Assets.style + (paper.map { "@page { size: \($0.size) }\n" } ?? "")
        let script = paper == nil ? Assets.script : ""
        let steps = chapters.flatMap(\.steps)
        let glossary = book.terms.all.isEmpty ? "" : GlossaryPage.article(book)
        let main =
            [CoverPage.article(book, paperContents: paper?.html(of: book) ?? "")] + chapters.map(\.html)
            + [IndexPage.article(steps, of: book), glossary]
        return Templates.render(
            .frame,
            [
                "name": "guide", "title": book.title, "description": book.title,
                "main": main.joined(separator: "\n"),
                "key": book.key, "book": book.title, "home": "#cover", "index": "#steps",
                "policy": Assets.singlePolicy(style: try digest(style), script: try digest(script)),
                "style": "<style>\(style)</style>",
                "script": paper == nil ? self.script(script, chapters.flatMap(\.records)) : "",
                "glossary": glossary.isEmpty ? nil : "#glossary", "hasSide": paper == nil,
                "contents": contents(of: book), "student": book.options.student,
            ])
    }

    /// The script and what it searches: data, which no policy lets run.
    private static func script(_ script: String, _ records: [SearchRecord]) -> String {
        "<script type=\"application/json\" id=\"search-index\">\(SearchIndex.json(records))</script>\n<script>\(script)</script>"
    }

    /// The chapters and their sections.
    private static func contents(of book: Book) -> [View] {
        book.chapters.flatMap { chapter in
            [
                [
                    "address": book.addresses.page(chapter.name), "number": "\(chapter.number)",
                    "title": chapter.title,
                    "level": 2,
                ] as View
            ] + Frame.contents(of: chapter, in: book, level: 3)
        }
    }
}
