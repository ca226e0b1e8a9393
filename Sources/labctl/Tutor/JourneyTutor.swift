import Chapters
import DocRunner
import Glibc
import Reports

extension Journey {
    /// Goes along the plan with the person at the terminal; answers how it went.
    func teach(_ chapter: Chapter, withDrills: Bool) async throws -> Ending {
        let conversation = TerminalConversation()
        let progress = Progress(on: surface, isMoving: Device.isTerminal(STDOUT_FILENO), showsSections: false)
        let run = try Run(
            plan, mode: .run, surroundings: session.surroundings, withDrills: withDrills,
            observer: progress.show)
        let work = WorkInHand()
        let interruption = Interruption { signal in
            if conversation.interrupt() { return }
            work.interrupt(signal) { progress.say([$0]) }
        }
        defer { interruption.end() }
        let tutor = Tutor(
            chapter: chapter, run: run, surface: surface, conversation: conversation, progress: progress,
            work: work, openShell: HostShell(lab: session.lab).open)
        let summary = await tell(
            await tutor.teach(), of: run, goingOnBy: "labctl run \(plan.chapter)", progress)
        return (summary, run.id)
    }
}
