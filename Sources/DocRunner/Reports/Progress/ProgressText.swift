public import DocRunner
import Steps

/// The progress in a guide for a terminal: a bar a chapter, what has drifted, and the one next thing to do.
public struct ProgressText {
    private let progress: GuideProgress
    private let surface: Surface
    private let bringBack: String
    private static let cells = 24

    /// A text for a surface; `bringBack` is the command that helps where a host cannot be reached.
    public init(_ progress: GuideProgress, on surface: Surface, bringBack: String) {
        self.progress = progress
        self.surface = surface
        self.bringBack = bringBack
    }

    /// The rows.
    public var rows: [String] {
        progress.chapters.indices.flatMap { [chapterRow($0)] + drifted(in: $0) } + [""] + next
    }

    private var nameColumns: Int {
        min(
            progress.chapters.map { Columns.width(of: $0.name) }.max() ?? 0, surface.columns - Self.cells - 31
        )
    }

    private func chapterRow(_ index: Int) -> String {
        let chapter = progress.chapters[index], word = progress.word(for: index)
        let count =
            "\(Columns.padLeft("\(chapter.held)", to: 4)) of \(Columns.pad("\(chapter.steps.count)", to: 3))"
        let unknown = chapter.unknown > 0 && word != .unknown ? ", \(chapter.unknown) unknown" : ""
        return [
            Columns.pad(Columns.fit(chapter.name, in: nameColumns), to: nameColumns), " ", bar(chapter),
            count, " ",
            surface.paint(word.rawValue, word.look) + unknown,
        ].joined(separator: " ")
    }

    /// A bar in the order of the steps, so that what has drifted is a gap: `█` all hold, `▒` some do, `░` none does.
    private func bar(_ chapter: ChapterProgress) -> String {
        let cells = (0..<Self.cells).map { cell -> (Character, Surface.Look) in
            let count = chapter.steps.count
            let first = cell * count / Self.cells
            let steps = chapter.steps[first..<min(count, max(first + 1, (cell + 1) * count / Self.cells))]
            let held = steps.count { $0.state == .holds }
            if held == steps.count { return ("█", .green) }
            return held > 0 ? ("▒", .yellow) : ("░", .dim)
        }
        return cells.reduce(into: [(text: String, look: Surface.Look)]()) { runs, cell in
            if runs.last?.look == cell.1 {
                runs[runs.count - 1].text.append(cell.0)
            } else {
                runs.append((String(cell.0), cell.1))
            }
        }.map { surface.paint($0.text, $0.look) }.joined()
    }

    private func drifted(in index: Int) -> [String] {
        progress.drifted(in: index).map { step in
            let text = "\(step.id) on \(names(step.differing)): \(step.differing.first?.reasons.first ?? "")"
            let row = Columns.fit(text.firstLine, in: surface.columns - 13)
            return "  \(surface.paint("drifted:", .yellow)) \(row)"
        }
    }

    /// An unreachable host comes first, because the state of its steps is unknown.
    private var next: [String] {
        if !progress.unreachable.isEmpty { return unreachable }
        guard let next = progress.next else {
            guard let chapter = progress.unfinished else { return ["Nothing is left to do."] }
            return [
                surface.paint("Next: what is left needs a value that a run brings", .bold),
                "  labctl run \(chapter.path)",
            ]
        }
        let step = next.step
        return Columns.wrap("Next: \(step.id) on \(names(step.differing))", in: surface.columns)
            .map { surface.paint($0, .bold) }
            + [surface.paint("  \(step.place)", .dim)] + reasons(step)
            + ["  labctl run \(next.chapter.path) --from \(step.id)"]
    }

    private func reasons(_ step: Standing) -> [String] {
        let all = step.differing.flatMap { host in host.reasons.map { "\(host.name): \($0.firstLine)" } }
        let more =
            all.count > 3
            ? ["  … and \(all.count - 3) more: labctl check \(step.place.file) --only \(step.id)"] : []
        return all.prefix(3).flatMap { Columns.wrap($0, in: surface.columns - 2, limit: 2).map { "  " + $0 } }
            + more
    }

    private var unreachable: [String] {
        let names = progress.unreachable.keys.sorted()
        let head = surface.paint("Next: reach \(names.joined(separator: ", ")) again", .bold)
        return [head] + names.flatMap { rows(about: progress.unreachable[$0] ?? "") } + ["  \(bringBack)"]
    }

    /// The error of a host, and on a separate line what to do.
    private func rows(about reason: String) -> [String] {
        reason.split(whereSeparator: \.isNewline).flatMap { line in
            Columns.wrap(String(line), in: surface.columns - 2, limit: 3).map { "  " + $0 }
        }
    }

    private func names(_ hosts: [Standing.OnHost]) -> String { hosts.map(\.name).joined(separator: ", ") }
}

extension GuideProgress.Word {
    fileprivate var look: Surface.Look {
        switch self {
        case .complete: .green
        case .underWay, .drifted: .yellow
        case .notBegun, .passedBy: .dim
        case .unknown: .red
        }
    }
}

extension String {
    fileprivate var firstLine: String { lines.first ?? "" }
}
