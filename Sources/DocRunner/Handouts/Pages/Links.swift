import Chapters
import Steps

/// A picture of a chapter: its path as the chapter has it, and where the page looks for it.
public struct Picture: Sendable {
    /// The path from the chapter's folder.
    public let path: String
    /// The file's path from the page; its address is the same, with what an address may not hold in percent-encoding.
    public let file: String
}

/// Where the links of a chapter lead in a handout, which of them leave it, and which words the glossary explains.
final class Links {
    /// The addresses that lead out of the guide, in the order of the text: a footnote each on paper.
    private(set) var external: [String] = []

    /// The pictures that stand beside the pages.
    private(set) var pictures: [Picture] = []

    private let book: Book
    private let outline: Outline
    private var explained: Set<String> = []

    init(_ book: Book, _ outline: Outline) {
        self.book = book
        self.outline = outline
    }

    /// A rendering with the links in it, and with values for the names in its prose.
    func completing(_ rendering: ChapterRendering, _ values: Scope) -> ChapterRendering {
        var rendering = rendering
        rendering.text = values.fillKnown
        rendering.link = { self.link($0) }
        rendering.picture = { self.picture($0, words: $1) }
        rendering.strong = { self.strong($0) }
        return rendering
    }

    private func link(_ destination: String) -> (destination: String, after: String)? {
        if destination.hasPrefix("https://") || destination.hasPrefix("http://") {
            return footnote(destination)
        }
        if destination.hasPrefix("#") {
            return (
                destination: book.addresses.place(String(destination.dropFirst()), in: outline.name),
                after: ""
            )
        }
        let parts = destination.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        guard let file = parts.first, file.hasSuffix(".md") else { return nil }
        let page = file.split(separator: "/").last?.dropLast(3) ?? ""
        guard book.chapters.contains(where: { $0.name == page }) else {
            // A chapter that is not in this handout: there is nothing to lead to but the top of this one.
            return (destination: book.addresses.isSingle ? "#\(outline.name)" : "#chapter", after: "")
        }
        return parts.count == 2
            ? (destination: book.addresses.place(String(parts[1]), in: String(page)), after: "")
            : (destination: book.addresses.page(String(page)), after: "")
    }

    /// A picture from beside the page or within it. One from elsewhere, which no page loads, is its words.
    private func picture(_ path: String, words: String) -> String {
        let words = HTML.escape(words)
        if path.contains("://") { return "<a href=\"\(HTML.escape(path))\">\(words)</a>" }
        return "<img src=\"\(HTML.escape(address(ofPicture: path)))\" alt=\"\(words)\">"
    }

    private func address(ofPicture path: String) -> String {
        if book.addresses.isSingle { return book.options.picture(path, outline.name) ?? path }
        // Below `pictures` each keeps its path, so that two of one name are two; a step upwards stays within.
        let path = PercentEncoding.decoded(path)
        let steps = path.split(separator: "/").filter { $0 != "." }.map { $0 == ".." ? "up" : String($0) }
        let file = (["pictures"] + steps).joined(separator: "/")
        pictures.append(Picture(path: path, file: file))
        return PercentEncoding.encoded(path: file)
    }

    private func footnote(_ destination: String) -> (destination: String, after: String) {
        let known = external.firstIndex(of: destination)
        if known == nil { external.append(destination) }
        let number = (known ?? external.count - 1) + 1
        return (destination: destination, after: "<sup class=\"note\" aria-hidden=\"true\">\(number)</sup>")
    }

    /// The first time that a chapter stresses a word which the glossary explains, it is a link there.
    private func strong(_ word: String) -> (before: String, after: String)? {
        guard let anchor = book.terms.anchor(of: word), explained.insert(anchor).inserted else { return nil }
        let address = book.addresses.place(anchor, in: "glossary")
        return (before: "<a class=\"term\" href=\"\(address)\">", after: "</a>")
    }
}
