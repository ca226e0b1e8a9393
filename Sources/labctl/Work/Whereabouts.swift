import Chapters
import FoundationEssentials
import Glibc
import Labs
import Reports
import Runner
import Steps

/// Asks the hosts how far somebody has come in the chapters of a guide.
struct Whereabouts {
    private let workspaces: [Workspace]
    private let lab: Lab

    /// Reads the chapters, those beside the lab file where none is named; all must be of one lab.
    init(_ named: [String], lab options: LabOptions) throws {
        let paths = try named.isEmpty ? GuideSearch.chapters(beside: options.path()) : named
        let workspaces = try paths.map { try Workspace(chapter: $0, lab: options) }
        guard let first = workspaces.first else { throw Failure("no chapter is named", status: .usage) }
        if let other = workspaces.first(where: { $0.lab.stateDirectory != first.lab.stateDirectory }) {
            throw Failure(
                "\(other.chapter.path) and \(first.chapter.path) are of two labs",
                ["Ask for one lab at a time, or name it: --lab FILE"], status: .usage)
        }
        (self.workspaces, lab) = (workspaces, first.lab)
    }

    /// Asks, and answers what was found.
    func find() async throws -> GuideProgress {
        let session = try await LabSession(lab)
        let captures = try session.surroundings.journal.captures()
        for drill in try session.surroundings.journal.unhealedDrills() {
            Terminal.say("note: \(drill.notice)")
        }
        var plans: [Plan] = []
        for workspace in workspaces { plans.append(try await session.plan(workspace)) }
        var survey = Survey(plans, captures: captures, over: session.surroundings.connections)
        let (steps, unreachable) = await survey.take()
        await session.close()
        let chapters = zip(workspaces, steps).map { workspace, steps in
            ChapterProgress(
                path: workspace.chapter.path, title: workspace.chapter.title,
                requires: workspace.chapter.frontMatter.requires, steps: steps)
        }
        return GuideProgress(chapters, unreachable: unreachable)
    }

    /// Asks, and tells what was found; answers the exit code.
    func tell(asJSON: Bool, on surface: Surface) async throws -> Int32 {
        let progress = try await find()
        if asJSON {
            StandardOutput.write(try ProgressJSON.text(of: progress))
        } else {
            let bringBack = lab.providerName == LocalLab.name ? "labctl lab up" : "labctl lab status"
            let text = ProgressText(progress, on: surface, bringBack: bringBack)
            StandardOutput.write(text.rows.map { $0 + "\n" }.joined())
        }
        return progress.exitCode
    }
}
