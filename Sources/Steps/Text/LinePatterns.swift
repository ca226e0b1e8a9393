/// Lines of which some may be left open: `...` within a line is any text, on a line of its own any lines.
///
/// Spaces at the ends of lines and empty lines at the end count for nothing.
struct LinePatterns: Sendable {
    private let patterns: [String]

    /// Reads patterns, a line each.
    init(_ text: some StringProtocol) { patterns = Self.lines(of: text) }

    /// What differs, as a diff from the patterns (-) to the text (+); nil when the text fits.
    func mismatch(in text: String) -> String? {
        let lines = Self.lines(of: text)
        if fits(patterns[...], lines[...]) { return nil }
        var start = 0
        while start < min(patterns.count, lines.count), patterns[start] != "...",
            Self.fits(patterns[start], lines[start])
        {
            start += 1
        }
        var end = 0
        while end < min(patterns.count, lines.count) - start, patterns[patterns.count - 1 - end] != "...",
            Self.fits(patterns[patterns.count - 1 - end], lines[lines.count - 1 - end])
        {
            end += 1
        }
        return
            (lines[..<start].map { "  \($0)" } + patterns[start..<(patterns.count - end)].map { "- \($0)" }
            + lines[start..<(lines.count - end)].map { "+ \($0)" }
            + lines[(lines.count - end)...].map { "  \($0)" }).joined(separator: "\n")
    }

    /// Takes each pattern in turn; after an open line, returns to it and gives it one line more (glob matching).
    private func fits(_ patterns: ArraySlice<String>, _ lines: ArraySlice<String>) -> Bool {
        var pattern = patterns.startIndex, line = lines.startIndex
        var open: (pattern: Int, line: Int)?
        while line < lines.endIndex {
            if pattern < patterns.endIndex, patterns[pattern] == "..." {
                open = (pattern, line)
                pattern += 1
            } else if pattern < patterns.endIndex, Self.fits(patterns[pattern], lines[line]) {
                pattern += 1
                line += 1
            } else if let last = open {
                open = (last.pattern, last.line + 1)
                pattern = last.pattern + 1
                line = last.line + 1
            } else {
                return false
            }
        }
        return patterns[pattern...].allSatisfy { $0 == "..." }
    }

    private static func fits(_ pattern: String, _ line: String) -> Bool {
        let parts = pattern.split(separator: "...", omittingEmptySubsequences: false)
        guard let first = parts.first, let last = parts.last, parts.count > 1 else { return pattern == line }
        guard line.hasPrefix(first) else { return false }
        var rest = line.dropFirst(first.count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let range = rest.firstRange(of: part) else { return false }
            rest = rest[range.upperBound...]
        }
        return rest.hasSuffix(last)
    }

    private static func lines(of text: some StringProtocol) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
            var line = line[...]
            while let last = line.last, last.isWhitespace { line.removeLast() }
            return String(line)
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }
}
