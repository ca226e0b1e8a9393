import Chapters
import DocRunner
import Labs
import Reports

/// The chapters that one stands on, as its front matter `requires` them, and those that they stand on.
struct Foundations {
    private let chapter: Workspace
    /// Those below, the lowest first.
    let below: [Workspace]

    /// Reads the chapters below one, but for those in `done`, which have just been carried out.
    init(of chapter: Workspace, besides done: [Workspace]) throws {
        self.chapter = chapter
        var known = Set(done.map(\.chapter.path)), below: [Workspace] = []
        func add(_ upper: Workspace) throws {
            let folder = LabSearch.parent(of: upper.chapter.path)
            for name in upper.chapter.frontMatter.requires {
                let path = folder == "." ? "\(name).md" : "\(folder)/\(name).md"
                guard known.insert(path).inserted else { continue }
                let lower = try Workspace(chapter: path, in: upper.lab)
                try add(lower)
                below.append(lower)
            }
        }
        try add(chapter)
        self.below = below
    }

    /// Asks the hosts whether they hold, once what a drill has left broken there is healed; throws `Failure`, which says
    /// what to carry out first, where they do not.
    func verify(in session: LabSession, on surface: Surface) async throws {
        guard !below.isEmpty else { return }
        _ = try await session.healDrills()
        let progress = try await Whereabouts(below).find(in: session, waiting: .seconds(60), on: surface)
        guard progress.unreachable.isEmpty, let next = progress.next else { return }
        let path = chapter.chapter.path, missing = next.chapter
        let count = missing.steps.count - missing.held
        let all = progress.chapters.map(\.path) + [path]
        throw Failure(
            "\(path) stands on \(missing.path), of which \(count) of \(missing.steps.count) steps do not hold",
            [
                "The first is `#\(next.step.id)`: \(next.step.title).",
                "Carry out what comes before, too: labctl run \(all.joined(separator: " ")) --yes",
                "Or begin all the same: --anyway",
            ], status: .failed)
    }

    /// Carries them out, the lowest first; throws `Failure` where one does not hold in the end.
    func carryOut(in session: LabSession, on surface: Surface) async throws {
        for lower in below {
            let journey = Journey(session: session, plan: try await session.plan(lower), surface: surface)
            guard try await journey.go(.run).summary.exitCode == 0 else {
                throw Failure(
                    "\(chapter.chapter.path) stands on \(lower.chapter.path), which does not hold",
                    status: .failed)
            }
        }
    }
}
