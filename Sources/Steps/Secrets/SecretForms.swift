/// The forms in which a host may print a secret.
enum SecretForms {
    /// How many characters of base64 must have come before a line end is taken for a part of it.
    static let firstPiece = 4

    /// The secret line by line, as it is and as a URL, JSON, HTML or a shell writes it.
    ///
    /// Line by line, so that a key of several lines is found indented or filtered as well; the boundaries around it are
    /// no secret.
    static func plain(_ secret: String) -> Set<String> {
        let lines = secret.split(whereSeparator: \.isNewline).map { String($0.trimmingSpaces) }
        let own = lines.count > 1 ? lines.filter { !isBoundary($0) } : lines
        let forms = own.filter { !Redactor.isTooShort($0) }.flatMap { line in
            [line] + TextEscapes.all.map { $0.escape(line) }
        }
        return Set(forms)
    }

    /// Whether a line begins or ends a text encoded as RFC 7468 has it (section 3).
    private static func isBoundary(_ line: String) -> Bool {
        ["-----BEGIN ", "-----END "].contains { line.hasPrefix($0) } && line.hasSuffix("-----")
    }

    /// What base64 (RFC 4648, 4 and 5) makes of the secret wherever it stands in what is encoded.
    ///
    /// Three bytes become four characters, so there are three alignments. Characters that other bytes have a part in
    /// are left out. Each is given from its first four characters on as well, for those may end a line.
    static func base64(_ secret: String) -> Set<String> {
        let whole = Array(secret.trimmingLineEnds.utf8)
        guard whole.count > Redactor.shortestSecret else { return [] }
        var forms: Set<String> = []
        for offset in 0..<3 {
            for text in [whole, whole + [UInt8(ascii: "\n")]] {
                let characters = Base64.characters(of: [UInt8](repeating: 0, count: offset) + text)
                let own = characters.dropFirst((8 * offset + 5) / 6)
                let certain = characters.prefix(8 * (offset + text.count) / 6).dropFirst((8 * offset + 5) / 6)
                for start in 0..<firstPiece {
                    forms.insert(String(decoding: own.dropFirst(start), as: UTF8.self))
                    forms.insert(String(decoding: certain.dropFirst(start), as: UTF8.self))
                }
            }
        }
        let urls = forms.map { $0.replacing("+", with: "-").replacing("/", with: "_") }
        return forms.union(urls).filter { $0.utf8.count > firstPiece }
    }
}
