import Chapters
import Steps
import Testing

@Suite("Lint")
struct LintTests {
    @Test("A chapter's problems are all found, each at its place", arguments: Case.all(in: "lint"))
    func problems(_ sample: Case) throws {
        let chapter = Chapter(
            path: "chapter.md", bytes: try sample.bytes("chapter.md"),
            beside: BesideChapter { name in (try? sample.bytes(name)).map { .bytes($0) } ?? .missing })
        let lint = Lint(chapter, inventory: Celtic.inventory)
        let steps = lint.steps.map { "\($0.block.place): #\($0.id), body at \($0.block.bodyPlace)\n" }
        let problems = lint.diagnostics.map { "\($0)\n\(chapter.caret(at: $0.place))\n" }
        let all = (steps + ["\n"] + problems).joined()
        try sample.expect(
            all.replacing(Catalog.names.joined(separator: ", "), with: "KINDS"), in: "expected.txt")
    }
}

extension Chapter {
    /// The source line of a place with a caret below, so that a reader of a case sees what is meant.
    fileprivate func caret(at place: SourcePlace) -> String {
        guard place.file == path else { return "" }
        let before = sourceLine(place.line).utf8.prefix(place.column - 1)
        let indent = String(String(decoding: before, as: UTF8.self).map { $0 == "\t" ? "\t" : " " })
        return "    | \(sourceLine(place.line))\n    | \(indent)^"
    }
}
