import DocRunner
import Reports
import Steps

// The questions to a student before a step breaks or destroys something.
extension Tutor {
    private func isYes(_ question: String) async -> Bool {
        await ask(question + " [y/N] ")?.lowercased().hasPrefix("y") == true
    }

    /// Whether the student agrees to a step that breaks or destroys something. Other steps need no consent.
    func consents(to lesson: Lesson) async -> Bool {
        if let drill = lesson.entry.drill {
            conversation.show(
                TerminalProse(surface: surface).rows(
                    "This is a drill (\(lesson.redactor.redact(drill.fault.title))): something is broken on purpose, watched until it "
                        + "recovers, and mended at the end for certain."))
            return await isYes("Break it?")
        }
        guard lesson.entry.step.envelope.isDestructive else { return true }
        conversation.show(["This step destroys something that cannot be brought back."])
        let id = lesson.entry.step.id
        guard await isYes("Carry it out?") else { return false }
        return await ask("Type its id, \(id), to go on: ") == id
    }

    /// The same for every step from one on, carried out without further questions.
    func consentsToTheRest(from index: Int) async -> Bool {
        let destructive = run.plan.entries[index...].filter(\.step.envelope.isDestructive).map(\.step.id)
        guard !destructive.isEmpty else { return true }
        conversation.show(["Among the rest: \(destructive.joined(separator: ", ")); that cannot be undone."])
        return await isYes("Carry all out?")
    }
}
