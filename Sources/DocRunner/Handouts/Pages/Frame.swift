/// What a page puts into the frame that all pages share.
struct PageParts {
    let name: String
    let title: String
    let description: String
    let main: String
    /// The chapter whose contents are shown beside the text; nil on other pages.
    var contents: Outline?
    /// The chapter's place in the guide, from 0.
    var index: Int?
}

/// The frame of every page: its head, the guide's own links, and around them what keeps it safe and alone.
enum Frame {
    /// How many chapters the list beside a text shows at most, so that a long book does not outgrow its pages.
    private static let shownChapters = 16

    /// A page of a site.
    ///
    /// The policy allows styles, scripts and pictures of the same folder, and nothing else.
    static func html(_ parts: PageParts, of book: Book) -> String {
        let neighbors = neighbors(of: parts.index, in: book)
        return Templates.render(
            .frame,
            [
                "name": parts.name,
                "title": parts.index == nil ? parts.title : "\(parts.title) · \(book.title)",
                "description": parts.description, "main": parts.main, "key": book.key, "book": book.title,
                "policy": Assets.sitePolicy(isWatched: book.options.isWatched),
                "style": "<link rel=\"stylesheet\" href=\"handout.css\">",
                "script": "<script src=\"handout.js\"></script>", "home": "index.html", "index": "steps.html",
                "glossary": (book.terms.all.isEmpty ? nil : "glossary.html"),
                "hasSide": parts.contents != nil, "contents": contents(of: parts.contents, in: book),
                "chapters": chapters(around: parts.index, in: book), "hasNeighbors": parts.index != nil,
                "before": neighbors.before, "after": neighbors.after,
                "student": book.options.student, "isWatched": book.options.isWatched,
            ])
    }

    static func contents(of outline: Outline?, in book: Book, level: Int? = nil) -> [View] {
        guard let outline else { return [] }
        return outline.sections.map { section in
            [
                "address": book.addresses.isSingle
                    ? book.addresses.place(section.anchor, in: outline.name) : "#\(section.anchor)",
                "number": section.number, "title": section.title, "level": level ?? section.level,
            ]
        }
    }

    private static func chapters(around index: Int?, in book: Book) -> [View] {
        let count = book.chapters.count
        let first =
            count <= shownChapters ? 0 : min(max(0, (index ?? 0) - shownChapters / 2), count - shownChapters)
        return book.chapters[first..<min(count, first + shownChapters)].enumerated().map { offset, chapter in
            [
                "address": book.addresses.page(chapter.name), "number": chapter.number,
                "title": chapter.title,
                "isHere": first + offset == index,
            ]
        }
    }

    private static func neighbors(of index: Int?, in book: Book) -> (
        before: View?, after: View?
    ) {
        guard let index else { return (nil, nil) }
        func link(_ index: Int) -> View? {
            guard book.chapters.indices.contains(index) else { return nil }
            let chapter = book.chapters[index]
            return ["address": book.addresses.page(chapter.name), "title": chapter.title]
        }
        return (link(index - 1), link(index + 1))
    }
}
