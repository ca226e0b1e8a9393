import Steps

/// A fenced code block of a file, steps and prose alike, with its exact place (CommonMark 0.30, 4.5).
struct Fence: Sendable {
    /// Where the opening fence begins; the column counts bytes.
    let place: SourcePlace
    /// The line of the closing fence; of an open one, the last line that it swallowed.
    let endLine: Int
    /// The opening line after the fence characters, as the author wrote it.
    let info: ArraySlice<UInt8>
    /// The column at which the info string begins.
    let infoColumn: Int
    /// The text between the fences.
    let body: String
    /// Where the first line of the body begins; containers' marks and indentation are before it.
    let bodyPlace: SourcePlace
    /// Whether a closing fence ends it; without one it runs to the end of its container (4.5).
    let isClosed: Bool
}

extension String {
    /// How many LF it has.
    fileprivate var lineFeedCount: Int {
        utf8.withContiguousStorageIfAvailable { bytes in
            var count = 0, start = 0
            while let feed = bytes.offset(of: UInt8(ascii: "\n"), from: start) {
                count += 1
                start = feed + 1
            }
            return count
        } ?? 0
    }
}

extension Fence {
    /// The fence that a code block of cmark is; nil for an indented code block.
    ///
    /// `firstLine` is the line of `text` that cmark saw as its first.
    init?(_ code: CodeBlock, in text: SourceText, firstLine: Int, file: String) {
        let shift = firstLine - 1
        let opening = text.line(code.startLine + shift).dropFirst(code.startColumn - 1)
        guard let mark = opening.first, mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") else {
            return nil
        }
        // An indented block's first line is its text; a fence's body cannot repeat an opening without info.
        if !code.hasInfo, code.literal.utf8.starts(with: opening + [UInt8(ascii: "\n")]) { return nil }
        let length = opening.prefix { $0 == mark }.count
        let closing = text.line(code.endLine + shift)
        let lineCount = code.literal.lineFeedCount

        place = SourcePlace(file: file, line: code.startLine + shift, column: code.startColumn)
        endLine = code.endLine + shift
        info = opening.dropFirst(length)
        infoColumn = code.startColumn + length
        body = code.literal
        isClosed =
            !code.isCutShort && code.endLine - code.startLine - 1 == lineCount
            && Self.closes(closing, mark: mark, length: length)
        let first = place.line + 1
        bodyPlace = SourcePlace(
            file: file, line: first,
            column: Self.bodyColumn(code.literal, in: text, from: first)
                ?? min(code.startColumn, text.line(first).count + 1))
    }

    /// Whether a line ends in at least `length` fence characters, after nothing but marks of containers.
    private static func closes(_ line: ArraySlice<UInt8>, mark: UInt8, length: Int) -> Bool {
        let spaces = [UInt8(ascii: " "), UInt8(ascii: "\t")]
        let end = line.lastIndex { !spaces.contains($0) }.map { $0 + 1 } ?? line.startIndex
        let run = line[..<end].reversed().prefix { $0 == mark }.count
        let before = line[..<(end - run)]
        return run >= length && before.allSatisfy { spaces.contains($0) || $0 == UInt8(ascii: ">") }
    }

    /// The column at which the first line of the body that is not empty begins in its source line.
    private static func bodyColumn(
        _ body: String, in text: SourceText, from first: Int
    ) -> Int? {
        var body = body
        return body.withUTF8 { body in
            let feed = UInt8(ascii: "\n")
            guard let start = body.firstIndex(where: { $0 != feed }) else { return nil }
            let line = body[start..<(body.offset(of: feed, from: start) ?? body.count)]
            let source = text.line(first + start), longest = min(line.count, source.count)
            var shared = 0
            while shared < longest, line[line.endIndex - 1 - shared] == source[source.endIndex - 1 - shared] {
                shared += 1
            }
            return source.count - shared + 1
        }
    }
}
