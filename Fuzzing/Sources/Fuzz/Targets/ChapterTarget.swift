@testable import Chapters
@testable import Steps

/// A chapter's bytes: read, looked over in the lab, and made a page of.
enum ChapterTarget: Target {
    static let name = "chapter"

    static func read(_ bytes: [UInt8]) {
        let chapter = Chapter(path: "chapter.md", bytes: bytes)
        let lint = Lint(chapter, inventory: FuzzLab.inventory)
        let lines = chapter.text.lineCount
        for diagnostic in lint.diagnostics { expectInside(diagnostic.place, of: chapter) }
        for step in lint.steps { expectInside(step.block.place, of: chapter) }
        for heading in chapter.headings { expect((1...max(1, lines)).contains(heading.line), "\(heading)") }
        let prose = chapter.passages.map(\.prose).joined() + chapter.epilogue
        expect(prose.utf8.count <= chapter.text.bytes.count, "prose is a part of the text")
        let bodies = chapter.passages.reduce(0) { $0 + $1.step.body.utf8.count }
        expect(bodies <= 4 * bytes.count + 64, "\(bodies) bytes of bodies from \(bytes.count)")
        _ = chapter.renderHTML { _ in "" }
    }

    /// A place is a line of the file, or the one after its last, and a column of it.
    private static func expectInside(_ place: SourcePlace, of chapter: Chapter) {
        let width = chapter.text.line(place.line).count
        expect(
            (1...(chapter.text.lineCount + 1)).contains(place.line)
                && (1...(width + 1)).contains(place.column),
            "\(place) is in a file of \(chapter.text.lineCount) lines, whose line is \(width) bytes long")
    }
}
