/// The progress in a guide, chapter by chapter, and the next thing to do.
public struct GuideProgress: Sendable, Hashable {
    /// A step and the chapter that it is of.
    public struct Next: Sendable, Hashable {
        /// The chapter.
        public var chapter: ChapterProgress
        /// The step.
        public var step: Standing
    }

    /// The state of a chapter.
    public enum Word: String, Sendable, Hashable {
        /// It is not begun.
        case notBegun = "not begun"
        /// It is begun.
        case underWay = "under way"
        /// It was complete once, and some steps do not hold any more.
        case drifted
        /// Every step holds.
        case complete
        /// It does not hold, but a later chapter that does not require it is begun; the later chapter's
        /// changes count.
        case passedBy = "passed by"
        /// Its hosts cannot be reached.
        case unknown
    }

    /// The chapters in the order of the guide.
    public let chapters: [ChapterProgress]
    /// Why each host that cannot be reached cannot be, by name.
    public let unreachable: [String: String]

    /// The progress in chapters in the order of the guide.
    public init(_ chapters: [ChapterProgress], unreachable: [String: String] = [:]) {
        self.chapters = chapters
        self.unreachable = unreachable
    }

    /// The index of the furthest chapter that has begun.
    public var current: Int? { chapters.lastIndex(where: \.isBegun) }

    /// What is said of the chapter at an index.
    public func word(for index: Int) -> Word {
        let chapter = chapters[index]
        if chapter.isComplete { return .complete }
        if chapter.isUnknown { return .unknown }
        if let current, index < current, !way(to: current).contains(index) { return .passedBy }
        if isBuiltUpon(index) { return .drifted }
        guard chapter.isBegun else { return .notBegun }
        return chapter.split == chapter.steps.count ? .drifted : .underWay
    }

    /// The steps that have drifted in a chapter: all that do not hold where a later one stands on it, none where it
    /// was passed by.
    public func drifted(in index: Int) -> [Standing] {
        if isBuiltUpon(index) { return chapters[index].steps.filter { $0.state == .differs } }
        return word(for: index) == .passedBy ? [] : chapters[index].drifted
    }

    /// The first step that does not hold on the way to the furthest chapter that has begun; where all of that holds,
    /// the first one of a chapter that comes after it. Nil where there is nothing to be done.
    public var next: Next? {
        if let current, let next = firstMissing(on: way(to: current)) { return next }
        let ahead = chapters.indices.filter { $0 > current ?? -1 && !chapters[$0].isComplete }
        let ready = ahead.filter { index in way(to: index).dropLast().allSatisfy { chapters[$0].isComplete } }
        return (ready + ahead).lazy.compactMap { firstMissing(on: way(to: $0)) }.first
    }

    /// The first chapter that is neither complete nor passed by.
    public var unfinished: ChapterProgress? {
        chapters.indices.first { ![.complete, .passedBy].contains(word(for: $0)) }.map { chapters[$0] }
    }

    /// The exit code: 0 nothing is left to do, 1 something is, 2 a host is unreachable.
    public var exitCode: Int32 {
        if !unreachable.isEmpty { return 2 }
        return unfinished == nil ? 0 : 1
    }

    /// The chapters that one stands on, and those that they stand on, in the order of the guide; then itself.
    private func way(to index: Int) -> [Int] {
        let needed = chapters[..<index].indices.filter {
            chapters[index].requires.contains(chapters[$0].name)
        }
        return Array(Set(needed.flatMap(way))).sorted() + [index]
    }

    /// Whether the furthest chapter that has begun stands on it, so that it was complete once.
    private func isBuiltUpon(_ index: Int) -> Bool {
        current.map { way(to: $0).dropLast().contains(index) } ?? false
    }

    private func firstMissing(on way: [Int]) -> Next? {
        way.lazy.compactMap { index in
            chapters[index].next.map { Next(chapter: chapters[index], step: $0) }
        }.first
    }
}
