/// One line of `LinePatterns`: text, where `...` is any text.
struct LinePattern: Sendable {
    /// The line as it was written.
    let text: String
    /// What stands between the `...`; a single part is the whole line.
    private let parts: [[UInt8]]

    /// What two patterns have in common that fit the same lines.
    var key: [UInt8] { Array(parts.joined(separator: [ForeignText.mark])) }

    /// Each line of a text as a pattern. In a foreign value `...` is text; one of several lines makes several patterns.
    static func lines(of text: String) -> [LinePattern] {
        tokens(of: text).split(separator: .byte(UInt8(ascii: "\n")), omittingEmptySubsequences: false).map {
            LinePattern($0)
        }
    }

    private init(_ line: ArraySlice<Token>) {
        let end = line.lastIndex { !$0.isSpace }.map { $0 + 1 } ?? line.startIndex
        let line = line[..<end]
        parts = line.split(separator: .any, omittingEmptySubsequences: false).map { $0.compactMap(\.byte) }
        isOpen = line.elementsEqual([.any])
        text = parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "...")
    }

    /// Whether it is `...` alone, which is any lines.
    let isOpen: Bool

    /// Whether a line fits it.
    func fits(_ line: [UInt8]) -> Bool {
        guard let first = parts.first, let last = parts.last, parts.count > 1 else { return parts == [line] }
        guard line.starts(with: first) else { return false }
        var rest = line[first.count...]
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let end = Self.end(of: part, in: rest) else { return false }
            rest = rest[end...]
        }
        return rest.suffix(last.count).elementsEqual(last)
    }

    /// A byte as it is, or any text.
    private enum Token: Equatable {
        case byte(UInt8), any

        var byte: UInt8? { if case .byte(let byte) = self { byte } else { nil } }
        var isSpace: Bool { byte.map { $0 == 0x20 || (0x09...0x0D).contains($0) } ?? false }
    }

    private static func tokens(of text: String) -> [Token] {
        let foreign = ForeignText(text)
        let bytes = foreign?.bytes ?? Array(text.utf8)
        var values = foreign?.values.makeIterator()
        var tokens: [Token] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "."), bytes[index...].starts(with: "...".utf8) {
                tokens.append(.any)
                index += 3
            } else {
                let value = bytes[index] == ForeignText.mark ? values?.next() : nil
                tokens += value.map { $0.text.utf8.map(Token.byte) } ?? [.byte(bytes[index])]
                index += 1
            }
        }
        return tokens
    }

    /// Where the first occurrence of some bytes ends.
    private static func end(of part: [UInt8], in line: ArraySlice<UInt8>) -> Int? {
        guard part.count <= line.count, let first = part.first else { return nil }
        let starts = line.startIndex...(line.endIndex - part.count)
        let start = starts.first { line[$0] == first && line[$0...].starts(with: part) }
        return start.map { $0 + part.count }
    }
}
