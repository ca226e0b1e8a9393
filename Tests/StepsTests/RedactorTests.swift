import Testing

@testable import Steps

@Suite("Secrets in output")
struct RedactorTests {
    @Test(
        "A secret is hidden wherever it stands",
        arguments: [
            ("password=hunter2 again hunter2\n", "password=••• again •••\n"),
            ("hunter", "hunter"),
            ("hunter2hunter2", "•••"),
            ("a longer secret: hunter2-and-more", "a longer secret: •••"),
            ("overlap: abcdefgh", "overlap: •••"),
            ("é hunter2 é", "é ••• é"),
            ("", ""),
        ])
    func hidden(text: String, shown: String) {
        let redactor = Redactor(["hunter2", "hunter2-and-more", "abcdef", "cdefgh"])
        #expect(redactor.redact(text) == shown)
    }

    @Test("A secret cut over chunks is hidden, and no more is held back than may begin one")
    func chunks() {
        var redactor = Redactor(["hunter2"])
        #expect(redactor.feed("say hun") == "say ")
        #expect(redactor.feed("ter") == "")
        #expect(redactor.feed("2!") == "•••!")
        #expect(redactor.feed("hunt") == "")
        #expect(redactor.finish() == "hunt")
    }

    @Test("A key of several lines is hidden line by line, indented too")
    func lines() {
        let redactor = Redactor(["-----BEGIN KEY-----\nMIIabc\nxyz123==\n-----END KEY-----\n"])
        #expect(redactor.redact("key: |\n  MIIabc\n  xyz123==\n") == "key: |\n  •••\n  •••\n")
    }

    @Test("What is too short to hide is left, and can be asked for")
    func short() {
        #expect(Redactor(["abc", "", "\n"]).redact("abc") == "abc")
        #expect(Redactor.isTooShort("abc") && !Redactor.isTooShort("abcd"))
    }

    @Test(
        "Wherever the text is cut, no secret is shown and the rest is the same",
        arguments: 0..<100 as Range<UInt64>)
    func fuzz(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let secrets = ["abab", "ababc", "bcabca", "aaaa"]
        let text = String((0..<300).map { _ in "abc ".randomElement(using: &random) ?? "a" })
        let whole = Redactor(secrets).redact(text)
        #expect(!secrets.contains { whole.contains($0) })

        var redactor = Redactor(secrets), rest = text[...], parts = ""
        while !rest.isEmpty {
            let chunk = rest.prefix(Int.random(in: 1...7, using: &random))
            parts += redactor.feed(String(chunk))
            rest = rest.dropFirst(chunk.count)
        }
        #expect(parts + redactor.finish() == whole)
    }
}
