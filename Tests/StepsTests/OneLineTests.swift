import PlainText
import Testing

@testable import Steps

@Suite("Words that quote somebody else")
struct OneLineTests {
    static let hostile =
        "a\u{1B}[31m\u{1B}]52;c;eA==\u{7}\u{9B}1m\r\nFORGED\nFORGED\u{2028}FORGED\u{85}FORGED\u{B}\u{202E}\u{2066}\u{200B}"

    @Test("stay on one line, and hold nothing that a terminal obeys")
    func oneLine() {
        let place = SourcePlace(file: "evil\u{1B}[2J\n.md", line: 1)
        let problem = Diagnostic.error("bad", at: place, "`\(Self.hostile)`", ["Write \(Self.hostile)"])
        let texts = [
            problem.summary, problem.solutions[0], Difference("is \(Self.hostile)").summary,
            HostText.line(Self.hostile),
        ]
        for text in texts + problem.description.split(separator: "\n").map(String.init) {
            #expect(HostText.firstHidden(in: text) == nil && !text.contains(where: \.isNewline))
            #expect(!text.hasPrefix("FORGED"))
        }
        #expect(texts[2].hasPrefix("is a") && texts[1].hasPrefix("Write a"))
        #expect(Difference("is \rFORGED\u{8}\u{8}\u{8}").summary == "is  / FORGED")
        #expect(problem.description.split(whereSeparator: \.isNewline).count == 2)
    }

    @Test("are cut where they never end", arguments: [0, 1, 300, 301])
    func bounded(count: Int) {
        let text = HostText.line(String(repeating: "é", count: count))
        #expect(text.unicodeScalars.count == min(count, 301) && text.hasSuffix("…") == (count > 300))
    }
}
