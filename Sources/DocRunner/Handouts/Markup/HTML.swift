import Steps

/// Text as HTML (HTML Standard, 13.1).
enum HTML {
    /// The text with markup escaped, for between tags and in quoted attributes; control characters are left out.
    static func escape(_ text: some StringProtocol) -> String {
        guard text.utf8.contains(where: special.contains) else { return String(text) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 16)
        escape(text.utf8, into: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let special = ASCIISet(
        "<>&\"\u{7F}" + String(String.UnicodeScalarView((0..<32).map { Unicode.Scalar($0) })))

    /// Appends bytes of UTF-8 escaped.
    static func escape(_ text: some Collection<UInt8>, into html: inout [UInt8]) {
        let isWritten: Void? = text.withContiguousStorageIfAvailable { text in
            html.append(
                text,
                replacing: { byte in
                    switch byte {
                    case UInt8(ascii: "<"): "&lt;"
                    case UInt8(ascii: ">"): "&gt;"
                    case UInt8(ascii: "&"): "&amp;"
                    case UInt8(ascii: "\""): "&quot;"
                    case 0..<9, 11..<13, 14..<32, 127: ""
                    default: nil
                    }
                })
        }
        if isWritten == nil { escape(Array(text), into: &html) }
    }

    /// A line in which commands stand in backticks, escaped.
    static func withCode(_ text: String) -> String {
        text.split(separator: "`", omittingEmptySubsequences: false).enumerated().map { index, part in
            index.isMultiple(of: 2) ? escape(part) : "<code>\(escape(part))</code>"
        }.joined()
    }

    /// The text of HTML that this room wrote, tags taken off and entities resolved: what search looks through.
    static func text(_ html: some StringProtocol) -> String {
        var html = String(html)
        return html.withUTF8 { html in
            String(unsafeUninitializedCapacity: html.count) { writeText(of: html, to: $0) }
        }
    }

    /// Writes the text of HTML, which is never longer; answers how long it is.
    private static func writeText(
        of html: UnsafeBufferPointer<UInt8>, to text: UnsafeMutableBufferPointer<UInt8>
    ) -> Int {
        var index = 0, count = 0
        while index < html.count {
            var byte = html[index], length = 1
            if byte == UInt8(ascii: "<") {
                guard let end = html.offset(of: UInt8(ascii: ">"), from: index) else { break }
                (byte, length) = (UInt8(ascii: "\n"), end + 1 - index)
            } else if byte == UInt8(ascii: "&"), let entity = entity(at: index, of: html) {
                (byte, length) = (entity.byte, entity.text.count)
            }
            index += length
            let isGap = byte == UInt8(ascii: "\n")
            if isGap, count > 0, text[count - 1] == UInt8(ascii: " ") { continue }
            text[count] = isGap ? UInt8(ascii: " ") : byte
            count += 1
        }
        return count
    }

    private static func entity(at index: Int, of html: UnsafeBufferPointer<UInt8>) -> (
        text: [UInt8], byte: UInt8
    )? {
        entities.first { html[index...].starts(with: $0.text) }
    }

    private static let entities: [(text: [UInt8], byte: UInt8)] = [
        (Array("&lt;".utf8), UInt8(ascii: "<")), (Array("&gt;".utf8), UInt8(ascii: ">")),
        (Array("&quot;".utf8), UInt8(ascii: "\"")), (Array("&amp;".utf8), UInt8(ascii: "&")),
    ]

    /// Where a mark begins in HTML, each time. Over bytes: searching by characters costs more than all else on a page.
    static func places(of mark: StaticString, in html: String) -> [String.Index] {
        let offsets = html.utf8.withContiguousStorageIfAvailable { $0.offsets(of: mark) } ?? []
        return offsets.map { html.utf8.index(html.startIndex, offsetBy: $0) }
    }
}
