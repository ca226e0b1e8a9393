public import Steps

/// One chapter of a guide: its text, its front matter, and its steps with the prose around them.
///
/// Reading never fails: errors go into `problems`, and the rest is still read.
public struct Chapter: Sendable {
    /// The file's path as the user gave it.
    public let path: String
    /// What the chapter says of itself.
    public let frontMatter: FrontMatter
    /// Its headings in order.
    public let headings: [Heading]
    /// Its steps in order, each with the prose before it.
    public let passages: [Passage]
    /// The blocks that belong to steps and are none themselves, in order.
    public let companions: [CompanionBlock]
    /// Its links and pictures in order.
    public let links: [LinkUse]
    /// The prose after the last step, as Markdown.
    public let epilogue: String
    /// The problems of the text itself: encoding, front matter, fences, info strings.
    public let problems: [Diagnostic]

    let text: SourceText
    let firstLine: Int

    /// Reads a chapter from the bytes of its file; `beside` reads what blocks take their bodies from (`from=`).
    public init(path: String, bytes: [UInt8], beside: BesideChapter = BesideChapter()) {
        text = SourceText(bytes, file: path)
        let (frontMatter, doubts, firstLine) = FrontMatter.read(text, file: path)
        var reader = ChapterReader(text: text, firstLine: firstLine, path: path, beside: beside)
        reader.read()
        self.path = path
        self.frontMatter = frontMatter
        self.firstLine = firstLine
        headings = reader.headings
        passages = reader.passages
        companions = reader.companions
        links = reader.links
        epilogue = reader.prose(upTo: text.lineCount + 1).markdown
        let unseen = text.hiddenCharacters(in: path)
        self.problems = Diagnostics([text.problem].compactMap { $0 } + unseen + doubts + reader.problems).list
    }

    /// The title of the front matter, else the first heading, else the file's name.
    public var title: String {
        frontMatter.title ?? headings.first?.text
            ?? path.split(separator: "/").last.map(String.init) ?? path
    }

    /// The files that it shows: those its blocks take their bodies from (`from=`), and its pictures. Paths relative to its
    /// own folder; whether there are such files is not said.
    public var filesBeside: [String] {
        passages.compactMap { BesideChapter.source(of: $0.step)?.path }
            + links.filter { $0.isPicture && !$0.destination.contains(":") }
            .map { PercentEncoding.decoded($0.destination) }
    }

    /// The files beside the chapter that its blocks send to hosts, where their paths hold no names.
    public var sentFiles: [SentFile] {
        passages.flatMap { Catalog.kind(named: $0.step.kind)?.filesSent(by: $0.step) ?? [] }
    }

    /// The source line of the chapter's own file, without its line end; for showing a diagnostic.
    public func sourceLine(_ number: Int) -> String { String(decoding: text.line(number), as: UTF8.self) }

    /// The passage of a step, found by its block's place.
    public func passage(of block: StepBlock) -> Passage? {
        passages.first { $0.step.place == block.place }
    }
}

/// Where a chapter leads to, or a picture that it shows.
public struct LinkUse: Sendable, Hashable {
    /// The address as the author wrote it.
    public let destination: String
    /// Whether it is a picture.
    public let isPicture: Bool
    /// Where it stands.
    public let place: SourcePlace
}

/// A heading of a chapter.
public struct Heading: Sendable, Hashable {
    /// From 1, the chapter's title, to 6.
    public let level: Int
    /// Its text without markup.
    public let text: String
    /// Its name within the page, unique in the chapter: `etcd-on-three-hosts`.
    public let anchor: String
    /// Its line in the file.
    public let line: Int
}

/// A step of a chapter with what a reader sees before it.
public struct Passage: Sendable {
    /// The headings that it stands under, outermost first.
    public let headings: [Heading]
    /// The step as written.
    public let step: StepBlock

    let before: Prose

    /// The text between the step before it and this one, as Markdown.
    public var prose: String { before.markdown }
}
