/// Lines of which some may be left open: `...` within a line is any text, on a line of its own any lines.
///
/// Spaces at the ends of lines and empty lines at the end count for nothing.
struct LinePatterns: Sendable {
    private let patterns: [LinePattern]

    /// Reads patterns, a line each.
    init(_ text: some StringProtocol) {
        var patterns = LinePattern.lines(of: String(text))
        while patterns.last?.text.isEmpty == true { patterns.removeLast() }
        self.patterns = patterns
    }

    /// What differs, as a diff from the patterns (-) to the text (+); nil when the text fits.
    func mismatch(in text: String) -> String? {
        let lines = Self.lines(of: text)
        let comparison = LineComparison(patterns, lines)
        if comparison.fits { return nil }
        let most = min(patterns.count, lines.count)
        let start = (0..<most).first { !comparison.fitsAlone($0, $0) } ?? most
        let end =
            (0..<(most - start)).first {
                !comparison.fitsAlone(patterns.count - 1 - $0, lines.count - 1 - $0)
            } ?? most - start
        return
            (lines[..<start].map { "  \($0)" }
            + patterns[start..<(patterns.count - end)].map { "- \($0.text)" }
            + lines[start..<(lines.count - end)].map { "+ \($0)" }
            + lines[(lines.count - end)...].map { "  \($0)" }).joined(separator: "\n")
    }

    private static func lines(of text: some StringProtocol) -> [String] {
        var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
            line in
            let end = line.lastIndex { $0 != 0x20 && !(0x09...0x0D).contains($0) }
            return String(decoding: end.map { line[...$0] } ?? line.prefix(0), as: UTF8.self)
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }
}
