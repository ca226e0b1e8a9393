import Chapters
import Steps
import Testing

@Suite("Robustness")
struct RobustnessTests {
    /// Fragments that mean something to the reader, so that mutations reach deep.
    private static let fragments = [
        "```", "~~~", "{run #a on=all}", "{{host.name}}", "{{#masters}}", "{{/masters}}", "}}", "---\n", "\n",
        "> ",
        "- ", "\t", "\"", "\\", "=", "#", "\u{FEFF}", "\r\n", "\0", "é", "vars:\n", "needs=#a", "[", "&lt;",
    ].map { Array($0.utf8) }

    @Test("No text, however broken, stops the reader", arguments: 0..<10)
    func mutations(_ part: UInt64) throws {
        let seeds = try Case.all(in: "lint").map { try $0.bytes("chapter.md") }
        var generator = SeededGenerator(seed: part)
        for _ in 0..<2000 {
            var bytes = seeds.randomElement(using: &generator) ?? []
            for _ in 0..<Int.random(in: 1...6, using: &generator) { mutate(&bytes, using: &generator) }
            let chapter = Chapter(path: "x.md", bytes: bytes)
            let lint = Lint(chapter, inventory: Celtic.inventory)
            #expect(lint.steps.count <= chapter.passages.count)
            #expect(lint.diagnostics.allSatisfy { $0.place.line > 0 && $0.place.column > 0 })
        }
    }

    @Test(
        "Long info strings, such as fuzzing found, are read in a moment",
        arguments: [
            "{run a={{", "{run a a", "{run #a #a", "{run a=\"\\\"", "{run on={{a}} {{", "{file a{b=c",
        ])
    func hostile(piece: String) {
        let info = String(repeating: piece, count: (64 << 10) / piece.utf8.count)
        let began = ContinuousClock.now
        let lint = Lint(
            Chapter(path: "x.md", bytes: Array("```\(info)\n```\n".utf8)), inventory: Celtic.inventory)
        #expect(!lint.errors.isEmpty)
        #expect(
            ContinuousClock.now - began < .seconds(30), "a tenth of a second in release; quadratic, minutes")
    }

    private func mutate(_ bytes: inout [UInt8], using generator: inout SeededGenerator) {
        let start = Int.random(in: 0...bytes.count, using: &generator)
        let end = min(bytes.count, start + Int.random(in: 0...12, using: &generator))
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes.removeSubrange(start..<end)
        case 1: bytes.insert(contentsOf: Self.fragments.randomElement(using: &generator) ?? [], at: start)
        case 2: bytes.insert(contentsOf: bytes[start..<end], at: Int.random(in: 0...start, using: &generator))
        default: bytes.replaceSubrange(start..<end, with: [UInt8.random(in: 0...255, using: &generator)])
        }
    }
}
