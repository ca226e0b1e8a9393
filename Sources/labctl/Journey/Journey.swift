import DocRunner
import Glibc
import Reports

/// A run with live output, which Ctrl-C can end.
struct Journey {
    /// The lab in use.
    let session: LabSession
    /// The plan.
    let plan: Plan
    /// What it is shown on.
    let surface: Surface

    /// How a run ended, and its number in the journal.
    typealias Ending = (summary: RunSummary, run: Int64)

    /// Goes along the plan, unattended; answers how it went. Drills are carried out only `withDrills`.
    func go(_ mode: RunMode, withDrills: Bool = false) async throws -> Ending {
        let command = "labctl \(mode.rawValue) \(plan.chapter)\(mode == .run ? " --yes" : "")"
        return try await travel(mode, withDrills: withDrills, goingOnBy: command) { run in
            mode == .run ? await run.carryOut() : await run.ask()
        }
    }

    /// Shows a run while `body` carries it out, and lets Ctrl-C end it; `command` is what goes on with it later.
    func travel(
        _ mode: RunMode, withDrills: Bool = false, goingOnBy command: String,
        _ body: @escaping @Sendable (Run) async -> RunSummary
    ) async throws -> Ending {
        let progress = Progress(on: surface, isMoving: Device.isTerminal(STDOUT_FILENO))
        let run = try Run(
            plan, mode: mode, surroundings: session.surroundings, withDrills: withDrills,
            observer: progress.show)
        let work = WorkInHand()
        let interruption = Interruption { signal in work.interrupt(signal) { progress.say([$0]) } }
        defer { interruption.end() }
        let summary = await progress.moving {
            await work.carryOut(stop: { await run.stop() }) { await body(run) }
        }
        return (await tell(summary, of: run, goingOnBy: command, progress), run.id)
    }

    /// Says what a person should know at the end besides the report.
    func tell(_ summary: RunSummary, of run: Run, goingOnBy command: String, _ progress: Progress) async
        -> RunSummary
    {
        if summary.wasInterrupted { progress.say(["Go on whenever you like: \(command)"]) }
        if let trouble = await run.journalTrouble { Terminal.complain("\(trouble)") }
        return summary
    }
}
