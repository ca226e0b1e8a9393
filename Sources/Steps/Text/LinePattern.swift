/// One line of `LinePatterns`: text, where `...` is any text.
struct LinePattern: Sendable {
    /// The line as it was written.
    let text: String
    /// What stands between the `...`; a single part is the whole line.
    private let parts: [[UInt8]]

    init(_ text: String) {
        self.text = text
        parts = Self.parts(of: Array(text.utf8))
        isOpen = text == "..."
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

    private static func parts(of bytes: [UInt8]) -> [[UInt8]] {
        var parts: [[UInt8]] = [[]]
        var index = 0
        while index < bytes.count {
            if bytes[index...].starts(with: "...".utf8) {
                parts.append([])
                index += 3
            } else {
                parts[parts.count - 1].append(bytes[index])
                index += 1
            }
        }
        return parts
    }

    /// Where the first occurrence of some bytes ends.
    private static func end(of part: [UInt8], in line: ArraySlice<UInt8>) -> Int? {
        guard part.count <= line.count, let first = part.first else { return nil }
        let starts = line.startIndex...(line.endIndex - part.count)
        let start = starts.first { line[$0] == first && line[$0...].starts(with: part) }
        return start.map { $0 + part.count }
    }
}
