import DocRunner
import Testing

@testable import Reports

@Suite("Columns of a terminal")
struct ColumnsTests {
    @Test(
        "A text takes the columns that a terminal gives it",
        arguments: [("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("漢字", 4), ("👩‍💻", 2), ("✓●", 2)])
    func width(text: String, columns: Int) {
        #expect(Columns.width(of: text) == columns)
    }

    @Test("Rows part at spaces, wide characters are not cut in two, and the limit ends in an ellipsis")
    func wrap() {
        #expect(Columns.wrap("one two three", in: 8) == ["one two", "three"])
        #expect(Columns.wrap("abcdefgh", in: 3) == ["abc", "def", "gh"])
        #expect(Columns.wrap("漢字漢字", in: 3) == ["漢", "字", "漢", "字"])
        #expect(Columns.wrap("abcdefgh", in: 3, limit: 2) == ["abc", "de…"])
        #expect(Columns.wrap("a\tb", in: 20) == ["a       b"])
        #expect(Columns.wrap("", in: 3) == [""])
    }

    @Test("Passing rows are taken away before others are printed")
    func screen() {
        var screen = LiveScreen()
        #expect(screen.draw(["a"], passing: ["x", "y"]) == "a\n\u{1B}[?7lx\ny\n\u{1B}[?7h")
        #expect(screen.draw(["b"], passing: []) == "\r\u{1B}[2A\u{1B}[Jb\n")
        #expect(screen.draw(["c"], passing: []) == "c\n")
    }

    @Test(
        "Spans of time are in words",
        arguments: [
            (0.04, "0.0 s"), (59.94, "59.9 s"), (59.96, "1 min 0 s"), (3700, "1 h 1 min"),
            (.infinity, "0.0 s"),
        ])
    func span(seconds: Double, words: String) {
        #expect(Span.words(seconds) == words)
    }

    @Test("The end of what a host printed is kept, and the rest counted")
    func tail() {
        var tail = OutputTail()
        for number in 0..<1000 { tail.add("line \(number)\n", from: .output) }
        #expect(tail.lines.count == 200 && tail.omitted == 800)
        #expect(tail.lines.last?.text == "line 999")
    }

    @Test("Those who are waited for are named where they fit, and counted where they do not")
    func waiting() {
        let surface = Surface(columns: 40)
        #expect(
            WaitingText.row(for: ["tanaris", "dagda"], after: 2.04, on: surface)
                == "  waiting for tanaris, dagda · 2.0 s")
        #expect(
            WaitingText.row(for: ["tanaris", "dagda", "belenus"], after: 75, on: surface)
                == "  waiting for 3 hosts · 1 min 15 s")
    }
}
