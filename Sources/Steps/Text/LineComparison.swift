/// Patterns against the lines of a text. Equal lines are compared only once, so that long repetitions are not
/// slower.
struct LineComparison {
    private let patterns: [LinePattern]
    private let lines: [[UInt8]]
    private let isOpen: [Bool]
    private let patternSorts: [Int]
    private let lineSorts: [Int]
    /// How many sorts of line there are.
    private let width: Int
    /// Whether a sort of pattern fits a sort of line, at `pattern * width + line`; empty where there are too many.
    private let isFit: [Bool]

    init(_ patterns: [LinePattern], _ lines: [String]) {
        let bytes = lines.map { Array($0.utf8) }
        let (patternSorts, firstPatterns) = Self.sorts(of: patterns.map(\.key))
        let (lineSorts, firstLines) = Self.sorts(of: bytes)
        let isSmall = firstPatterns.count * firstLines.count <= 4 * (patterns.count + lines.count)
        isFit =
            isSmall
            ? firstPatterns.flatMap { pattern in firstLines.map { patterns[pattern].fits(bytes[$0]) } } : []
        isOpen = patterns.map(\.isOpen)
        width = firstLines.count
        (self.patterns, self.patternSorts) = (patterns, patternSorts)
        (self.lines, self.lineSorts) = (bytes, lineSorts)
    }

    /// Whether the text fits: takes each pattern in turn; after an open line, returns to it and gives it one line more
    /// (glob matching).
    var fits: Bool {
        var pattern = 0, line = 0
        var open: (pattern: Int, line: Int)?
        while line < lines.count {
            if pattern < patterns.count, isOpen[pattern] {
                open = (pattern, line)
                pattern += 1
            } else if pattern < patterns.count, fits(pattern, line) {
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
        return isOpen[pattern...].allSatisfy { $0 }
    }

    /// Whether a line matches a pattern for one line.
    func fitsAlone(_ pattern: Int, _ line: Int) -> Bool { !isOpen[pattern] && fits(pattern, line) }

    private func fits(_ pattern: Int, _ line: Int) -> Bool {
        if isFit.isEmpty { return patterns[pattern].fits(lines[line]) }
        return isFit[patternSorts[pattern] * width + lineSorts[line]]
    }

    /// A number for each text, the same for texts that are alike, and where each number comes first.
    private static func sorts(of texts: [[UInt8]]) -> (sorts: [Int], firsts: [Int]) {
        var numbers: [[UInt8]: Int] = [:]
        var firsts: [Int] = []
        let sorts = texts.enumerated().map { index, text in
            if let number = numbers[text] { return number }
            numbers[text] = firsts.count
            firsts.append(index)
            return firsts.count - 1
        }
        return (sorts, firsts)
    }
}
