import PlainText
import Testing

@Suite("Text that hosts print")
struct HostTextTests {
    @Test(
        "Terminal escapes, controls and direction overrides are taken out",
        arguments: [
            ("plain\n", "plain\n"),
            ("\u{1B}[1;31mred\u{1B}[0m", "red"),
            ("\u{1B}]0;a title\u{7}text", "text"),
            ("\u{1B}]8;;http://x\u{1B}\\link\u{1B}]8;;\u{1B}\\", "link"),
            ("\u{1B}P1$r0m\u{1B}\\dcs", "dcs"),
            ("\u{1B}(Bcharset \u{1B}=keypad", "charset keypad"),
            ("\u{9B}31mc1\u{9D}title\u{9C}!", "c1!"),
            ("\u{1B}]never ended\nnext", "\nnext"),
            ("\u{1B}[31\u{1B}[32mtwice", "twice"),
            ("bell\u{7} nul\u{0} del\u{7F} c1\u{85}", "bell nul del c1"),
            ("tab\tkept", "tab\tkept"),
            ("evil\u{202E}gpj.exe\u{2066}\u{200B}\u{2028}", "evilgpj.exe"),
            ("joined \u{1F469}\u{200D}\u{1F4BB}", "joined \u{1F469}\u{200D}\u{1F4BB}"),
        ])
    func clean(raw: String, shown: String) {
        #expect(HostText.clean(raw.utf8) == shown)
    }

    @Test(
        "A line is shown as it stood last",
        arguments: [
            ("10%\r50%\r100%\n", "100%\n"),
            ("done\r\nnext\r\n", "done\nnext\n"),
            ("working\r", "working"),
            ("|\u{8}/\u{8}-\u{8}ready", "ready"),
            ("\u{8}\u{8}x", "x"),
        ])
    func lastState(raw: String, shown: String) {
        #expect(HostText.clean(raw.utf8) == shown)
    }

    @Test("What is not UTF-8 becomes U+FFFD, one for each broken sequence")
    func invalid() {
        #expect(
            HostText.clean([0x61, 0xFF, 0x62, 0xE2, 0x82, 0x0A, 0xF0, 0x9F]) == "a\u{FFFD}b\u{FFFD}\n\u{FFFD}"
        )
    }

    @Test("Lines come when they are whole, and the last at the end")
    func lines() {
        var text = HostText()
        #expect(text.feed("one\ntw".utf8) == "one\n")
        #expect(text.feed("o".utf8) == "")
        #expect(text.feed("\nthree".utf8) == "two\n")
        #expect(text.finish() == "three")
        #expect(text.finish() == "")
    }

    @Test("A line without end is bounded, and what follows it is shown")
    func bounded() {
        var text = HostText(lineLimit: 10)
        for _ in 0..<1000 { _ = text.feed("0123456789".utf8) }
        #expect(text.feed("\nnext\n".utf8) == "0123456789…\nnext\n")
        _ = text.feed("\u{1B}]".utf8)
        for _ in 0..<1000 { _ = text.feed("0123456789".utf8) }
        #expect(text.feed("\nnext\n".utf8) == "\nnext\n")
    }

    @Test(
        "Whatever comes and wherever it is cut, the same safe text results",
        arguments: 0..<200 as Range<UInt64>)
    func fuzz(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let pieces: [[UInt8]] = [
            [0x1B], [0x5B], [0x5D], [0x9B], [0xC2, 0x9B], [0xC2, 0x85], [0x0D], [0x0A], [0x08], [0x07],
            [0x5C],
            [0xE2, 0x80, 0xAE], [0xF0, 0x9F, 0x98, 0x80], [0xF0, 0x9F], [0xED, 0xA0, 0x80], [0xC0, 0x80],
            [0x41],
        ]
        var bytes: [UInt8] = []
        for _ in 0..<200 {
            bytes +=
                Bool.random(using: &random)
                ? pieces.randomElement(using: &random) ?? [] : [UInt8.random(in: 0...255, using: &random)]
        }
        let whole = HostText.clean(bytes)
        #expect(whole.unicodeScalars.allSatisfy { $0 == "\n" || $0 == "\t" || !Self.isControl($0) })
        #expect(HostText.clean(whole.utf8) == whole)

        var text = HostText(lineLimit: 1 << 16), rest = bytes[...], parts = ""
        while !rest.isEmpty {
            let chunk = rest.prefix(Int.random(in: 1...5, using: &random))
            parts += text.feed(chunk)
            rest = rest.dropFirst(chunk.count)
        }
        #expect(parts + text.finish() == whole)
    }

    static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
            || (0x202A...0x202E).contains(scalar.value)
    }
}
