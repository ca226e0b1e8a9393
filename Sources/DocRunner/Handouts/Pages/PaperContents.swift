/// The contents of a booklet with the numbers of its pages, which only a printer of pages can tell.
public struct PaperContents: Sendable, Equatable {
    /// A line of the contents: a chapter or a section.
    struct Line: Sendable {
        let level: Int
        let number: String
        let title: String
        let address: String
        /// Text that stands on the page where it begins, and before that nowhere after the contents.
        let mark: String
    }

    /// The size of the paper, as CSS has it.
    let size: String
    private let pages: [Int?]

    /// Contents for paper of a size, without numbers: what is printed first.
    public init(size: String) {
        self.size = size
        pages = []
    }

    private init(size: String, pages: [Int?]) {
        self.size = size
        self.pages = pages
    }

    /// The same with the numbers that the texts of the printed pages, in order, tell.
    ///
    /// Each line is looked for behind the one before it, white space aside; one that is not found has no number.
    public func numbered(by texts: [String], of book: Book) -> PaperContents {
        let texts = texts.map { Self.bare($0) }
        var page = 0
        let pages = Self.lines(of: book).map { line -> Int? in
            let found = (page..<max(page, texts.count)).first { texts[$0].contains(line.mark) }
            if let found { page = found }
            return found.map { $0 + 1 }
        }
        return PaperContents(size: size, pages: pages)
    }

    /// The lines as HTML.
    func html(of book: Book) -> String {
        let lines = Self.lines(of: book).enumerated().map { index, line in
            let page = pages.indices.contains(index) ? pages[index].map(String.init) ?? "" : "000"
            return "<li class=\"l\(line.level)\"><span class=\"number\">\(line.number)</span>"
                + "<a href=\"\(line.address)\">\(HTML.escape(line.title))</a>"
                + "<span class=\"dots\"></span><span>\(page)</span></li>"
        }
        return "<nav class=\"paper\" aria-label=\"\(Words["contents"])\"><h2>\(Words["contents"])</h2>"
            + "<ol>\n\(lines.joined(separator: "\n"))\n</ol></nav>"
    }

    private static func lines(of book: Book) -> [Line] {
        book.chapters.flatMap { chapter in
            let facts = "\(Words["chapter"]) \(chapter.number) · \(chapter.facts)"
            let head = Line(
                level: 1, number: "\(chapter.number)", title: chapter.title,
                address: book.addresses.page(chapter.name), mark: bare(facts))
            return [head]
                + chapter.sections.map { section in
                    Line(
                        level: section.level, number: section.number, title: section.title,
                        address: book.addresses.place(section.anchor, in: chapter.name),
                        mark: bare("\(section.number) \(section.title)"))
                }
        }
    }

    private static func bare(_ text: String) -> String { String(text.filter { !$0.isWhitespace }) }
}
