public import Chapters

/// What other pages have to know of a chapter: enough for contents and links, without its text.
public struct Outline: Sendable, Hashable {
    /// A section of the chapter.
    struct Section: Sendable, Hashable {
        let level: Int
        let number: String
        let title: String
        let anchor: String
    }

    /// The name of its page, without ending: `02-ha`.
    public let name: String
    /// What it is called.
    public let title: String
    /// Its number in the guide: that of its file's name where there is one, else its place.
    let number: Int
    let summary: String?
    let duration: String?
    let requires: [String]
    let terms: [String: String]
    let sections: [Section]
    let stepCount: Int

    /// The outline of a chapter, by its place in the guide from 0.
    public init(_ chapter: Chapter, at index: Int) {
        let file = chapter.path.split(separator: "/").last.map(String.init) ?? chapter.path
        name = file.hasSuffix(".md") ? String(file.dropLast(3)) : file
        number = Int(name.prefix { $0.isASCII && $0.isNumber }) ?? index + 1
        title = chapter.title
        summary = chapter.frontMatter.summary
        duration = chapter.frontMatter.duration
        requires = chapter.frontMatter.requires
        terms = chapter.frontMatter.terms
        sections = Self.numbered(chapter.headings, in: number)
        stepCount = chapter.passages.count
    }

    /// `2.1`, `2.1.3` for headings of the second and third level; deeper ones and the title have no number.
    private static func numbered(_ headings: [Heading], in chapter: Int) -> [Section] {
        var section = 0, part = 0
        return headings.compactMap { heading in
            guard heading.level == 2 || heading.level == 3 else { return nil }
            if heading.level == 2 { (section, part) = (section + 1, 0) } else { part += 1 }
            let number = heading.level == 2 ? "\(chapter).\(section)" : "\(chapter).\(section).\(part)"
            return Section(level: heading.level, number: number, title: heading.text, anchor: heading.anchor)
        }
    }
}
