public import Steps

/// Checks that the targets of a chapter's links and pictures exist.
///
/// Lint reads no files itself: `page` and `exists` give it the files beside the chapter.
public struct LinkLint {
    /// The places that can be linked to in the chapter at a path relative to this one; nil where there is no such file.
    private let page: (String) -> Set<String>?
    /// Whether there is a file at a path relative to the chapter.
    private let exists: (String) -> Bool
    /// Why a file that is there is not taken for a page, such as one that a link leads to from outside; nil where it is.
    private let refusal: (String) -> String?

    /// A check by what stands beside the chapter.
    public init(
        page: @escaping (String) -> Set<String>?, exists: @escaping (String) -> Bool,
        refusal: @escaping (String) -> String? = { _ in nil }
    ) {
        self.page = page
        self.exists = exists
        self.refusal = refusal
    }

    /// The problems of a chapter's links and pictures, in order.
    public func problems(of chapter: Chapter) -> [Diagnostic] {
        let isLinkedTo = chapter.links.contains { $0.destination.utf8.first == UInt8(ascii: "#") }
        let own = isLinkedTo ? chapter.anchors : []
        return foundations(of: chapter)
            + files(of: chapter)
            + chapter.links.compactMap { problem(with: $0, anchors: own) }.sorted { $0.place < $1.place }
    }

    /// The chapters that this one requires and that do not exist.
    private func foundations(of chapter: Chapter) -> [Diagnostic] {
        guard let place = chapter.frontMatter.requiresPlace else { return [] }
        return chapter.frontMatter.requires.filter { !exists($0 + ".md") }.map { name in
            .error(
                "missing-chapter", at: place, "there is no chapter \(name).md beside this one",
                ["`requires` names files without `.md`, in the chapter's own folder."])
        }
    }

    /// The files beside the chapter that its steps put on hosts and that do not lie below its folder.
    private func files(of chapter: Chapter) -> [Diagnostic] {
        chapter.sentFiles.compactMap { file in
            // Others are told by the kind itself, which knows no files.
            let path = file.path
            if path.hasPrefix("/") || path.split(separator: "/").contains("..") { return nil }
            guard exists(path) else { return Self.missing("file", path, at: file.place) }
            return refusal(path).map { Self.outside(path, $0, at: file.place) }
        }
    }

    private static func outside(_ what: String, _ reason: String, at place: SourcePlace) -> Diagnostic {
        .error(
            "outside-path", at: place, "\(what) \(reason)",
            [
                "Put a regular file below the chapter's own folder: what lies elsewhere does not leave this computer."
            ])
    }

    private func problem(with link: LinkUse, anchors own: Set<String>) -> Diagnostic? {
        let address = link.destination
        if address.isEmpty { return .error("empty-link", at: link.place, "this link leads nowhere") }
        // A scheme (RFC 3986, 3.1) or `//`: not ours to look at.
        if address.contains(":") || address.hasPrefix("//") { return nil }
        let parts = address.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let path = PercentEncoding.decoded(parts[0]),
            anchor = parts.count > 1 ? PercentEncoding.decoded(parts[1]) : nil
        guard path.isEmpty || path.hasSuffix(".md") else {
            guard exists(path) || link.isPicture && path.hasPrefix("/") else {
                return Self.missing(link.isPicture ? "picture" : "file", path, at: link.place)
            }
            return link.isPicture
                ? refusal(path).map { Self.outside("the picture \(path)", $0, at: link.place) } : nil
        }
        guard path.isEmpty || exists(path) else { return Self.missing("chapter", path, at: link.place) }
        guard let anchor, !anchor.isEmpty else { return nil }
        guard let anchors = path.isEmpty ? own : page(path) else {
            return Self.missing("chapter", path, at: link.place)
        }
        guard !anchors.contains(anchor) else { return nil }
        return .error(
            "missing-anchor", at: link.place,
            "\(path.isEmpty ? "this chapter" : path) has no heading and no step `#\(anchor)`",
            Spelling.nearest(to: anchor, among: anchors.sorted()).map { ["Did you mean `#\($0)`?"] } ?? [])
    }

    private static func missing(_ what: String, _ path: String, at place: SourcePlace) -> Diagnostic {
        .error(
            "missing-\(what)", at: place, "there is no \(what) \(path)",
            ["The path is relative to the chapter's own folder."])
    }
}

extension Chapter {
    /// What a link may name after `#`: headings and steps.
    public var anchors: Set<String> {
        Set(headings.map(\.anchor) + passages.compactMap(\.step.id))
    }
}
