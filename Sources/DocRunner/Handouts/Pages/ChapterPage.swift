public import Chapters
public import Steps

/// A chapter as a page, with the data that the rest of the guide needs.
public struct ChapterPage: Sendable {
    /// The page's name, without ending.
    public let name: String
    /// The page.
    public let html: String
    /// Its steps, for the index.
    public let steps: [StepEntry]
    /// The pictures that it shows from beside it.
    public let pictures: [Picture]
    /// What search looks through.
    public let records: [SearchRecord]

    /// The page of a chapter that lint found right: the one at a place of the guide, from 0.
    public init(_ chapter: Chapter, _ steps: [Step], at index: Int, of book: Book) {
        let outline = book.chapters[index]
        let text = ChapterText(chapter, steps, outline, of: book)
        name = outline.name
        self.steps = text.entries
        pictures = text.pictures
        records = SearchRecord.records(in: text.html, of: outline, in: book)
        html =
            book.options.isSingle
            ? text.article
            : Frame.html(
                PageParts(
                    name: outline.name, title: "\(outline.number). \(outline.title)",
                    description: outline.summary ?? outline.title, main: text.article, contents: outline,
                    index: index),
                of: book)
    }
}
