import Steps

/// Goes through a chapter's blocks once, in order, and gathers headings, passages and problems.
struct ChapterReader {
    let text: SourceText
    let firstLine: Int
    let path: String
    let beside: BesideChapter

    private(set) var headings: [Heading] = []
    private(set) var passages: [Passage] = []
    private(set) var companions: [CompanionBlock] = []
    private(set) var links: [LinkUse] = []
    private(set) var problems: [Diagnostic] = []
    private var open: [Heading] = []
    private var anchors: [String: Int] = [:]
    private var proseLine: Int
    private var hiddenLines: [Range<Int>] = []

    init(text: SourceText, firstLine: Int, path: String, beside: BesideChapter) {
        self.beside = beside
        self.text = text
        self.firstLine = firstLine
        self.path = path
        proseLine = firstLine
    }

    /// Reads all blocks.
    mutating func read() {
        let document = CommonMarkDocument(text.bytes(fromLine: firstLine))
        for block in document.blocks() {
            switch block {
            case .heading(let level, let text, let line):
                add(Heading(level: level, text: text, anchor: anchor(for: text), line: line + firstLine - 1))
            case .code(let code):
                if let fence = Fence(code, in: text, firstLine: firstLine, file: path) { add(fence) }
            }
        }
        links = document.links().map { destination, isPicture, line, column in
            LinkUse(
                destination: destination, isPicture: isPicture,
                place: SourcePlace(file: path, line: line + firstLine - 1, column: column))
        }
    }

    /// The text after the last step and before a line, without the companions in it.
    func prose(upTo line: Int) -> Prose {
        Prose(text: text, lines: proseLine..<max(proseLine, line), hidden: hiddenLines)
    }

    private mutating func add(_ heading: Heading) {
        // By an entity (`&#27;`): as a character of the file it is a problem already.
        let place = SourcePlace(file: path, line: heading.line, column: 1)
        problems += Diagnostic.hidden(in: heading.text, at: place, allowsLines: false)
        open.removeAll { $0.level >= heading.level }
        open.append(heading)
        headings.append(heading)
    }

    private mutating func add(_ fence: Fence) {
        if !fence.isClosed {
            problems.append(
                .error(
                    "open-fence", at: fence.place, "this fence is never closed",
                    ["It swallows the text down to line \(fence.endLine): close it with the same characters."]
                ))
        }
        guard let info = InfoString(fence.info, at: fence.place.moved(column: fence.infoColumn)) else {
            return
        }
        problems += info.problems
        guard !info.kind.isEmpty else { return }
        if let type = Companions.named(info.kind) {
            companions.append(CompanionBlock(StepBlock(fence, info), type: type))
            hiddenLines.append(fence.place.line..<(fence.endLine + 1))
            return
        }
        let step = beside.filled(StepBlock(fence, info), in: path, &problems)
        passages.append(Passage(headings: open, step: step, before: prose(upTo: fence.place.line)))
        proseLine = fence.endLine + 1
        hiddenLines = []
    }

    /// A name for a heading, of lower-case letters, digits and hyphens; numbered when it comes again.
    private mutating func anchor(for text: String) -> String {
        let words = Self.anchorWords(of: text)
        let name = words.isEmpty ? "section" : words
        anchors[name, default: 0] += 1
        let count = anchors[name] ?? 1
        return count == 1 ? name : "\(name)-\(count)"
    }

    /// The words of a heading in lower case, hyphens between them; of ASCII alone by its bytes, many times faster.
    private static func anchorWords(of text: String) -> String {
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else {
            return text.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: "-")
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            if ASCIISet.lettersAndDigits.contains(byte) {
                bytes.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
            } else if let last = bytes.last, last != UInt8(ascii: "-") {
                bytes.append(UInt8(ascii: "-"))
            }
        }
        if bytes.last == UInt8(ascii: "-") { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension StepBlock {
    init(_ fence: Fence, _ info: InfoString) {
        self.init(
            language: info.language, kind: info.kind, kindPlace: info.kindPlace, id: info.id,
            attributes: Fields(
                title: "step kind `\(info.kind)`", entries: info.entries, place: info.kindPlace),
            body: fence.body, bodyPlace: fence.bodyPlace, place: fence.place)
    }
}
