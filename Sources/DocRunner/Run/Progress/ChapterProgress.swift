/// The progress in a chapter, computed from the states of its steps on the live hosts.
public struct ChapterProgress: Sendable, Hashable {
    /// The chapter's path.
    public var path: String
    /// The chapter's title.
    public var title: String
    /// The chapters that it stands on: file names without `.md`.
    public var requires: [String]
    /// The steps that count, in the order of the chapter.
    public let steps: [Standing]
    /// The index of the first step that has not been come to; all of them where everything has been.
    public let split: Int

    /// The progress in a chapter; steps that count for nothing are left out.
    public init(path: String, title: String, requires: [String] = [], steps: [Standing]) {
        self.path = path
        self.title = title
        self.requires = requires
        self.steps = steps.filter { $0.state != .uncounted }
        split = Self.split(self.steps)
    }

    /// The file's name without `.md`: what `requires:` calls it.
    public var name: String {
        let file = path.split(separator: "/").last.map(String.init) ?? path
        return file.hasSuffix(".md") ? String(file.dropLast(3)) : file
    }

    /// How many steps hold.
    public var held: Int { steps.count { $0.state == .holds } }

    /// How many steps nothing is known of.
    public var unknown: Int { steps.count { $0.state == .unknown } }

    /// Whether nothing can be said of it, because hosts cannot be reached.
    public var isUnknown: Bool {
        unknown > 0 && steps.allSatisfy { [.unknown, .unasked].contains($0.state) }
    }

    /// Whether every step holds.
    public var isComplete: Bool { held == steps.count }

    /// Whether it is begun: a step before the split acts, holds, and belongs to no earlier chapter.
    public var isBegun: Bool { steps[..<split].contains { $0.state == .holds && $0.isTelling } }

    /// The steps that were come to and do not hold any more.
    public var drifted: [Standing] { isBegun ? steps[..<split].filter { $0.state == .differs } : [] }

    /// The first step that does not hold: one that has drifted, else the next one.
    public var next: Standing? { steps.first { $0.state == .differs } }

    /// The place that parts what has been done from what has not: steps that hold speak for a later one, steps that do
    /// not for an earlier one, and the earliest of the best is taken.
    ///
    /// So the last step before it holds, the first one behind it does not, and a step that held by itself before
    /// anybody came moves nothing when more of those around it do not hold.
    private static func split(_ steps: [Standing]) -> Int {
        var best = (score: 0, index: 0), score = 0
        for (index, step) in steps.enumerated() {
            if step.state == .holds { score += 1 }
            if step.state == .differs { score -= 1 }
            if score > best.score { best = (score, index + 1) }
        }
        return best.index
    }
}
