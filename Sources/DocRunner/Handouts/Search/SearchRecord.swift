import Steps

/// A place of the guide that search can find: a section, or a step.
public struct SearchRecord: Sendable {
    let address: String
    let title: String
    let chapter: String
    let text: String

    /// The records of a chapter's text: a new one begins at each heading and each step.
    static func records(in html: String, of outline: Outline, in book: Book) -> [SearchRecord] {
        var starts = [(html.startIndex, outline.name, outline.title)]
        let titles = Dictionary(outline.sections.map { ($0.anchor, "\($0.number) \($0.title)") }) {
            first, _ in first
        }
        for mark: StaticString in ["<a id=\"", "<section class=\"step "] {
            for place in HTML.places(of: mark, in: html) {
                guard let id = id(after: place, in: html) else { continue }
                let anchor = book.addresses.isSingle ? String(id.dropFirst(outline.name.count + 1)) : id
                starts.append((place, anchor, titles[anchor] ?? anchor))
            }
        }
        starts.sort { $0.0 < $1.0 }
        return starts.indices.map { index in
            let end = index + 1 < starts.count ? starts[index + 1].0 : html.endIndex
            return SearchRecord(
                address: index == 0
                    ? book.addresses.page(outline.name)
                    : book.addresses.place(starts[index].1, in: outline.name),
                title: starts[index].2, chapter: "\(outline.number) \(outline.title)",
                text: HTML.text(html[starts[index].0..<end]))
        }
    }

    private static func id(after start: String.Index, in html: String) -> String? {
        let mark: StaticString = " id=\""
        let id = html.utf8.withContiguousStorageIfAvailable { bytes -> String? in
            let offset = html.utf8.distance(from: html.startIndex, to: start)
            guard let begin = bytes.offset(of: mark, from: offset).map({ $0 + mark.utf8CodeUnitCount }),
                let end = bytes.offset(of: UInt8(ascii: "\""), from: begin)
            else { return nil }
            return String(decoding: bytes[begin..<end], as: UTF8.self)
        }
        return id ?? nil
    }
}

/// What search looks through, as a script that a page may load from beside it: `search.js`.
public enum SearchIndex {
    /// The script: one call with every record.
    public static func script(_ records: [SearchRecord]) -> String { "labctl.search(\(json(records)))\n" }

    /// The records as JSON (RFC 8259) in which no `<` stands, so that it can also be part of a page.
    static func json(_ records: [SearchRecord]) -> String {
        var bytes: [UInt8] = Array("[".utf8)
        for (index, record) in records.enumerated() {
            if index > 0 { bytes += ",\n".utf8 }
            bytes.append(UInt8(ascii: "["))
            for (number, text) in [record.address, record.title, record.chapter, record.text].enumerated() {
                if number > 0 { bytes.append(UInt8(ascii: ",")) }
                append(text, to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        }
        bytes.append(UInt8(ascii: "]"))
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func append(_ text: String, to bytes: inout [UInt8]) {
        var text = text
        bytes.append(UInt8(ascii: "\""))
        text.withUTF8 { bytes.append($0, replacing: escaped) }
        bytes.append(UInt8(ascii: "\""))
    }

    /// What stands for a byte that cannot stand for itself.
    private static func escaped(_ byte: UInt8) -> StaticString? {
        switch byte {
        case UInt8(ascii: "\""): "\\\""
        case UInt8(ascii: "\\"): "\\\\"
        case UInt8(ascii: "<"): "\\u003c"
        case UInt8(ascii: "\n"): "\\n"
        case 0..<32: " "
        default: nil
        }
    }
}
