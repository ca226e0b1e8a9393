import PlainText
import Steps

/// What a host prints: cleaned whole and in pieces. The first byte says how it is cut.
enum HostTextTarget: Target {
    static let name = "host-text"

    static func read(_ bytes: [UInt8]) {
        let printed = bytes.dropFirst()
        let whole = HostText.clean(printed)
        expect(whole == inPieces(printed, of: Int(bytes.first ?? 0) % 7 + 1), "cut or whole, it is the same")
        expectHarmless(whole)
        // A byte that is no UTF-8 becomes three: U+FFFD.
        expect(whole.utf8.count <= 3 * printed.count, "\(whole.utf8.count) bytes of \(printed.count)")
        let short = HostText.clean(printed, lineLimit: 10)
        for line in short.split(separator: "\n") { expect(line.unicodeScalars.count <= 11, "a long line") }
        expectHarmless(short)
    }

    private static func inPieces(_ bytes: ArraySlice<UInt8>, of size: Int) -> String {
        var cleaner = HostText(lineLimit: 1 << 16)
        var text = "", rest = bytes
        while !rest.isEmpty {
            text += cleaner.feed(rest.prefix(size))
            rest = rest.dropFirst(size)
        }
        return text + cleaner.finish()
    }

    /// No control but line end and tab, C1 included, and nothing that turns the direction of text.
    private static func expectHarmless(_ text: String) {
        for scalar in text.unicodeScalars {
            let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
            let isTurning =
                (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
            expect(!isControl || scalar == "\n" || scalar == "\t", "U+\(String(scalar.value, radix: 16))")
            expect(!isTurning, "U+\(String(scalar.value, radix: 16))")
        }
    }
}
