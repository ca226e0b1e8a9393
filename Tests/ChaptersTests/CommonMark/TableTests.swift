import Chapters
import Foundation
import Testing

@Suite("Pipe tables")
struct TableTests {
    @Test("Every example of the specification is the table that GitHub's own cmark makes of it")
    func specification() throws {
        let examples = try Specification.tables()
        #expect(examples.count > 20)
        try expectSame(examples)
    }

    @Test("So are tables beside and in everything else")
    func generated() throws {
        try expectSame(Self.documents)
    }

    /// Every head over every line below it, with rows of all sorts, in the containers that there are.
    static let documents: [String] = {
        let heads = ["| a | b |", "a | b", "|a|b|c|", "| `x|y` | b |", "text\n| a | b |", "|a \\| b|c|", "a"]
        let marks = [
            "| - | - |", "---|:-:", "|:--|--:|", "| - |", "|-|-|-|", "| -- | - x |", ":-:", "| - | : |",
        ]
        let rows = [
            "| 1 | 2 |", "1", "| *1 | 2* |", "| `1\\|2` | **3** |", "| 1 | 2 | 3 |\n\nend",
            "| [1] | <b> |\n\n[1]: /x", "||x|",
            "| 1 | 2 |\n> quote", "| 1 | 2 |\n- item", "| 1 | 2 |\n# head", "| # | - |\n| 1. | > |",
            "| C# | \\ |", "| `#` | # |",
        ]
        let tables = heads.flatMap { head in
            marks.flatMap { mark in rows.map { "\(head)\n\(mark)\n\($0)\n" } }
        }
        let quoted = tables.enumerated().filter { $0.offset % 7 == 0 }.map {
            indented($0.element, "> ", "> ")
        }
        let listed = tables.enumerated().filter { $0.offset % 7 == 1 }.map {
            indented($0.element, "- ", "  ")
        }
        return tables + quoted + listed
    }()

    private static func indented(_ text: String, _ first: String, _ others: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        return lines.enumerated().map { ($0 == 0 ? first : others) + $1 }.joined(separator: "\n") + "\n"
    }

    private func expectSame(_ documents: [String]) throws {
        let wanted = try GitHubMarkdown.html(of: documents)
        for (document, wanted) in zip(documents, wanted) {
            let chapter = Chapter(path: "x.md", bytes: Array(document.utf8))
            let rendering = ChapterRendering(isUnsafe: true, step: { _ in "" }, heading: { _ in "" })
            #expect(Self.bare(chapter.renderHTML(rendering)) == Self.bare(wanted), "\(document)")
        }
    }

    /// White space between tags says nothing.
    private static func bare(_ html: String) -> String {
        html.replacing(/>\s+/, with: ">").replacing(/\s+</, with: "<")
    }
}
