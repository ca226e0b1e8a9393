import Chapters
public import Labs
public import Reports
import Steps

/// A guide to be rendered: the outlines of its chapters, the lab, the audience and the options.
public struct Book: Sendable {
    /// What a reader asked for.
    public struct Options: Sendable {
        /// Its audience.
        public var audience = Audience.student
        /// Whether the whole guide is one page.
        public var isSingle = false
        /// Whether the authors' raw HTML is taken as it is.
        public var isUnsafe = false
        /// The student whose copy it is; nil for a general copy.
        public var student: String?
        /// Whether the page asks the server that it came from for changes.
        public var isWatched = false
        /// Where a picture is that a chapter names by a path, by that path and the name of the chapter's page.
        public var picture: @Sendable (_ path: String, _ page: String) -> String? = { _, _ in nil }
        /// Where the picture of the lab is; nil where there is none.
        public var pictureOfLab: String?
        /// What goes on paper beside the title of a page: a picture of its address, as SVG, by the page's name.
        public var pictureOfAddress: @Sendable (String) -> String? = { _ in nil }

        /// The default options.
        public init() {}
    }

    /// The title of the guide.
    public var title: String
    /// Its chapters in order.
    public var chapters: [Outline]
    /// The lab that it is for; nil where there is none.
    public var lab: Lab?
    /// Results to stamp into the pages, by the name of the chapter's page.
    public var results: [String: Report] = [:]
    /// What was asked for.
    public var options: Options

    let badges: HostBadges
    let addresses: Addresses
    let terms: Terms

    /// A guide of chapters in a lab.
    public init(title: String, chapters: [Outline], lab: Lab?, options: Options = Options()) {
        self.title = title
        self.chapters = chapters
        self.lab = lab
        self.options = options
        badges = HostBadges(lab?.inventory)
        addresses = Addresses(isSingle: options.isSingle)
        terms = Terms(chapters)
    }

    /// Whether all that pages say of other pages is the same in both.
    public func hasSameOutlines(as other: Book) -> Bool {
        chapters == other.chapters && lab?.inventory == other.lab?.inventory
    }

    /// The name under which a browser keeps what was ticked: one a guide, lab and student.
    var key: String {
        ["labctl", title, lab?.name, options.student].compactMap { $0 }.joined(separator: "/")
    }
}
