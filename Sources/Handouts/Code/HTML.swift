/// Text as HTML (HTML Standard, 13.1).
enum HTML {
    /// The text with markup escaped, for between tags and in quoted attributes; control characters are left out.
    static func escape(_ text: some StringProtocol) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 16)
        escape(text.utf8, into: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends bytes of UTF-8 escaped.
    static func escape(_ text: some Sequence<UInt8>, into html: inout [UInt8]) {
        for byte in text {
            switch byte {
            case UInt8(ascii: "<"): html += "&lt;".utf8
            case UInt8(ascii: ">"): html += "&gt;".utf8
            case UInt8(ascii: "&"): html += "&amp;".utf8
            case UInt8(ascii: "\""): html += "&quot;".utf8
            case 0..<9, 11..<13, 14..<32, 127: continue
            default: html.append(byte)
            }
        }
    }

    /// The text of HTML that this room wrote, tags taken off and entities resolved: what search looks through.
    static func text(_ html: some StringProtocol) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(html.utf8.count / 2)
        var isInTag = false
        for byte in html.utf8 {
            if byte == UInt8(ascii: "<") {
                isInTag = true
            } else if byte == UInt8(ascii: ">"), isInTag {
                isInTag = false
                if text.last != UInt8(ascii: " ") { text.append(UInt8(ascii: " ")) }
            } else if !isInTag {
                let isSpace = byte == UInt8(ascii: "\n")
                if !isSpace || text.last != UInt8(ascii: " ") {
                    text.append(isSpace ? UInt8(ascii: " ") : byte)
                }
            }
        }
        return unescaped(String(decoding: text, as: UTF8.self))
    }

    private static func unescaped(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        var bytes: [UInt8] = [], rest = Array(text.utf8)[...]
        while let byte = rest.first {
            let entity = byte == UInt8(ascii: "&") ? entities.first { rest.starts(with: $0.0) } : nil
            bytes.append(entity?.1 ?? byte)
            rest = rest.dropFirst(entity?.0.count ?? 1)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let entities: [([UInt8], UInt8)] = [
        (Array("&lt;".utf8), UInt8(ascii: "<")), (Array("&gt;".utf8), UInt8(ascii: ">")),
        (Array("&quot;".utf8), UInt8(ascii: "\"")), (Array("&amp;".utf8), UInt8(ascii: "&")),
    ]

    /// Where a mark begins in HTML, each time. Over bytes: searching by characters costs more than all else on a page.
    static func places(of mark: String, in html: String) -> [String.Index] {
        let mark = Array(mark.utf8), bytes = Array(html.utf8)
        guard let first = mark.first, bytes.count >= mark.count else { return [] }
        let offsets = (0...(bytes.count - mark.count)).filter { offset in
            bytes[offset] == first && bytes[offset..<(offset + mark.count)].elementsEqual(mark)
        }
        return offsets.map { html.utf8.index(html.startIndex, offsetBy: $0) }
    }
}
