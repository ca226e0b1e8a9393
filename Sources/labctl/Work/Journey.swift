import FoundationEssentials
import Glibc
import Reports
import Runner

/// A run that somebody watches: shown while it goes on, and ended by Ctrl-C.
struct Journey {
    /// The lab in use.
    let session: LabSession
    /// The plan.
    let plan: Plan
    /// What it is shown on.
    let surface: Surface

    /// Goes along the plan, unattended; answers how it went. Drills are carried out only `withDrills`.
    func go(_ mode: Run.Mode, withDrills: Bool = false) async throws -> RunSummary {
        let progress = Progress(on: surface, isMoving: Device.isTerminal(STDOUT_FILENO))
        let run = try Run(
            plan, mode: mode, surroundings: session.surroundings, withDrills: withDrills,
            observer: progress.show)
        let task = Task { mode == .run ? await run.carryOut() : await run.ask() }
        let mover = Task { await progress.keepMoving() }
        let interruption = Interruption { urgency in
            progress.say(urgency.words)
            if urgency == .abandon { task.cancel() }
            Task { await run.stop() }
        }
        let summary = await task.value
        interruption.end()
        mover.cancel()
        if summary.wasInterrupted { progress.say(["Go on whenever you like: \(command(mode))"]) }
        if let trouble = await run.journalTrouble { Terminal.complain("\(trouble)") }
        return summary
    }

    private func command(_ mode: Run.Mode) -> String { "labctl \(mode.rawValue) \(plan.chapter)" }
}

extension Interruption.Urgency {
    /// What the user reads when the signal has been heard.
    fileprivate var words: [String] {
        switch self {
        case .stop: ["Stopping: the steps under way come to their end. Ctrl-C again abandons them."]
        case .abandon: ["Abandoning the steps under way; the lab is left as it is."]
        }
    }
}
