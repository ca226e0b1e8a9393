import Testing

@testable import Steps

@Suite("Line patterns")
struct LinePatternTests {
    @Test(
        "A text fits",
        arguments: [
            ("", ""), ("a", "a"), ("a\n", "a\n\n"), ("a  ", "a"), ("...", ""), ("...", "a\nb"),
            ("a\n...", "a"),
            ("...\nb", "a\nb\nb"), ("a\n...\nz\n...", "a\nz\nz"), ("a...z", "abz"), ("a...z", "az"),
            ("...b...", "b"), ("...\na...c\n...", "x\nabc\ny"), ("...\n...", "x"), ("a ... a", "a b a c a"),
        ])
    func fits(patterns: String, text: String) {
        #expect(LinePatterns(patterns).mismatch(in: text) == nil)
    }

    @Test(
        "A text does not fit",
        arguments: [
            ("", "a"), ("a", ""), ("a", "b"), ("a\nb", "a"), ("a", "a\nb"), ("a...z", "ab"),
            ("ab...ba", "aba"),
            ("...\nb", "a\nc"), ("a\n...\nb\nc", "a\nb\nx\nc"), (" a", "a"),
        ])
    func differs(patterns: String, text: String) {
        #expect(LinePatterns(patterns).mismatch(in: text) != nil)
    }

    @Test("The mismatch shows what was wanted and what came, with the lines around that fit")
    func mismatch() {
        let shown = LinePatterns("one\ntwo\n...\nfour").mismatch(in: "one\n2\n3\nfour")
        #expect(shown == "  one\n- two\n- ...\n+ 2\n+ 3\n  four")
    }

    @Test("Many open lines against a long text that does not fit end soon")
    func hostile() {
        let patterns = [String](repeating: "...\na", count: 30).joined(separator: "\n") + "\nb"
        let text = [String](repeating: "a", count: 3000).joined(separator: "\n")
        #expect(LinePatterns(patterns).mismatch(in: text) != nil)
    }

    @Test(
        "Many patterns of the same line against many such lines end soon", arguments: ["ab", "a...", "..."])
    func long(pattern: String) {
        let patterns = "...\n" + String(repeating: pattern + "\n", count: 1500) + "end"
        let text = String(repeating: "ab\n", count: 3000)
        #expect(LinePatterns(patterns).mismatch(in: text) != nil)
    }
}
