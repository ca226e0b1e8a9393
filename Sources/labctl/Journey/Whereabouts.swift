import Chapters
import DocRunner
import FoundationEssentials
import Glibc
import Labs
import Reports
import Steps

/// Asks the hosts about the progress in the chapters of a guide.
struct Whereabouts {
    private let workspaces: [Workspace]

    /// Reads the chapters, those beside the lab file where none is named; all must be of one lab.
    init(_ named: [String], lab options: LabOptions) throws {
        let paths =
            try named.isEmpty
            ? GuideSearch.chapters(beside: options.path()) : ChapterFile.paths(named, withSteps: true)
        self.init(try Workspace.all(paths, lab: options))
    }

    /// Of chapters of one lab.
    init(_ workspaces: [Workspace]) { self.workspaces = workspaces }

    /// Asks over a lab's connections, and answers what was found; waits for what may take its time, `limit`
    /// at most. On a `surface`, a temporary row shows which hosts have not answered yet.
    func find(in session: LabSession, waiting limit: Duration, on surface: Surface?) async throws
        -> GuideProgress
    {
        let captures = try session.surroundings.journal.captures()
        for drill in try session.surroundings.journal.unhealedDrills() {
            Terminal.say("note: \(drill.notice)")
        }
        var plans: [Plan] = []
        for workspace in workspaces { plans.append(try await session.plan(workspace)) }
        let row = WaitingRow(on: surface)
        var survey = Survey(
            plans, captures: captures, over: session.surroundings.connections,
            scale: session.lab.timeScale, observer: row.wait)
        let (steps, unreachable) = await row.during {
            await survey.take(waiting: limit)
        }
        let chapters = zip(workspaces, steps).map { workspace, steps in
            ChapterProgress(
                path: workspace.chapter.path, title: workspace.chapter.title,
                requires: workspace.chapter.frontMatter.requires, steps: steps)
        }
        return GuideProgress(chapters, unreachable: unreachable)
    }

    /// Asks, and tells what was found; answers the exit code.
    func tell(asJSON: Bool, _ consent: LocalConsent, on surface: Surface) async throws -> Int32 {
        guard let lab = workspaces.first?.lab else { return 0 }
        for workspace in workspaces { try consent.expect([workspace]) }
        let session = try await LabSession(lab, consent)
        let progress = try await find(in: session, waiting: .seconds(3), on: asJSON ? nil : surface)
        await session.close()
        if asJSON {
            StandardOutput.write(try ProgressJSON.text(of: progress))
        } else {
            let text = ProgressText(progress, on: surface, bringBack: lab.provider.remedy)
            StandardOutput.write(text.rows.map { $0 + "\n" }.joined())
        }
        return progress.exitCode
    }
}
