import Steps

/// Secrets and a text in which they may stand, parted by a byte 0xFF; the first byte says how the text is cut.
enum RedactorTarget: Target {
    static let name = "redactor"
    static let longest = 256  // each input makes a tree of its own

    static func read(_ bytes: [UInt8]) {
        let parts = bytes.dropFirst().split(separator: 0xFF, maxSplits: 3).map {
            String(decoding: $0, as: UTF8.self)
        }
        guard let text = parts.last else { return }
        let secrets = Array(parts.dropLast())
        let redactor = Redactor(secrets)
        let whole = redactor.redact(text)
        let pieces = inPieces(text, of: Int(bytes.first ?? 0) % 7 + 1, redactor)
        expect(whole == pieces, "cut or whole, it is the same")
        for secret in secrets where !Redactor.isTooShort(secret) && !secret.contains(where: \.isNewline) {
            let plain = String(secret.trimmingPrefix { $0.isWhitespace })
            guard plain == secret, secret.last?.isWhitespace == false, !Redactor.mark.contains(secret) else {
                continue
            }
            expect(!whole.utf8.contains(secret.utf8), "`\(secret)` is shown in `\(whole)`")
        }
        expect(whole.utf8.count <= Redactor.mark.utf8.count * text.utf8.count + 64, "it grows")
    }

    private static func inPieces(_ text: String, of size: Int, _ redactor: Redactor) -> String {
        var redactor = redactor
        var shown = "", rest = text[...]
        while !rest.isEmpty {
            shown += redactor.feed(String(rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
        return shown + redactor.finish()
    }
}
