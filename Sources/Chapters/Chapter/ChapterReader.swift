import Steps

/// Goes through a chapter's blocks once, in order, and gathers headings, passages and problems.
struct ChapterReader {
    let text: SourceText
    let firstLine: Int
    let path: String

    private(set) var headings: [Heading] = []
    private(set) var passages: [Passage] = []
    private(set) var companions: [CompanionBlock] = []
    private(set) var links: [LinkUse] = []
    private(set) var problems: [Diagnostic] = []
    private var open: [Heading] = []
    private var anchors: [String: Int] = [:]
    private var proseLine: Int
    private var hiddenLines: [Range<Int>] = []

    init(text: SourceText, firstLine: Int, path: String) {
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
    func prose(upTo line: Int) -> String {
        var prose = "", from = proseLine
        for lines in hiddenLines {
            prose += text.text(ofLines: from..<max(from, lines.lowerBound))
            from = max(from, lines.upperBound)
        }
        return prose + text.text(ofLines: from..<max(from, line))
    }

    private mutating func add(_ heading: Heading) {
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
        passages.append(
            Passage(headings: open, prose: prose(upTo: fence.place.line), step: StepBlock(fence, info)))
        proseLine = fence.endLine + 1
        hiddenLines = []
    }

    private static let gaps = ASCIISet.lettersAndDigits.inverted

    /// A name for a heading, of lower-case letters, digits and hyphens; numbered when it comes again.
    private mutating func anchor(for text: String) -> String {
        let words = text.lowercased().split(at: Self.gaps) { !$0.isLetter && !$0.isNumber }
        let name = words.isEmpty ? "section" : words.joined(separator: "-")
        anchors[name, default: 0] += 1
        let count = anchors[name] ?? 1
        return count == 1 ? name : "\(name)-\(count)"
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
