import Chapters
import DocRunner
import Reports
import Steps

/// Goes through a chapter with a student: shows the text and the step, asks what to do, and proves that it is done.
///
/// Nothing of the student's way is remembered but what the hosts themselves tell: a step that holds is passed.
struct Tutor {
    let chapter: Chapter
    let run: Run
    let surface: Surface
    let conversation: any TutorConversation
    let progress: Progress
    let work: WorkInHand
    /// Opens a shell on a host; answers what went wrong.
    let openShell: @Sendable (Host) async -> String?

    /// Where the student goes next.
    private enum Move { case next, back, rest, quit }

    /// Goes through the whole plan; answers how it went.
    func teach() async -> RunSummary {
        var milestones = progress.milestones.makeAsyncIterator()
        var place = Place()
        _ = await milestones.next()
        greet()
        await work.carryOut { [run] in await run.mendLeftovers() }
        while place.index < run.plan.entries.count {
            switch await visit(&place, &milestones) {
            case .next: place.advance()
            case .back: place.goBack()
            case .rest: return await carryOutTheRest()
            case .quit: return await leave()
            }
        }
        showProse(chapter.epilogue)
        return await run.finish()
    }

    /// Where the student is.
    private struct Place {
        var index = 0
        /// Whether every step so far held already.
        var isCatchingUp = true
        /// Whether the student came back to look again.
        var isReturning = false

        mutating func advance() { (index, isReturning) = (index + 1, false) }
        mutating func goBack() { (index, isReturning) = (max(0, index - 1), true) }
    }

    private typealias Milestones = AsyncStream<Void>.Iterator

    private func visit(_ place: inout Place, _ milestones: inout Milestones) async -> Move {
        let lesson = Lesson(
            chapter: chapter, plan: run.plan, index: place.index, captures: await run.captures)
        guard lesson.isWanted else {
            if place.isReturning, place.index > 0 { return .back }
            await carryOut(place.index, &milestones)
            return onward
        }
        let card = lesson.card(on: surface)
        let found = await work.carryOut { [run, index = place.index] in await run.find(index) }
        if work.wasInterrupted { return .quit }
        let holds = found.allSatisfy { $0.result.outcome.isHeld }
        if !(holds && place.isCatchingUp) || place.isReturning {
            showProse(lesson.prose)
            conversation.show([""])
        }
        if holds && !place.isReturning {
            if !place.isCatchingUp, lesson.isCheck { conversation.show(card.rows) }
            await carryOut(place.index, acceptingOtherWays: true, &milestones)
            return onward
        }
        place.isCatchingUp = false
        conversation.show(card.rows)
        if lesson.isCheck, !place.isReturning {
            if await carryOut(place.index, &milestones).isGood { return onward }
        } else {
            conversation.show(card.rows(of: found))
        }
        return await choose(lesson, card, &milestones)
    }

    /// The next step, unless Ctrl-C or SIGTERM came while no question was open.
    private var onward: Move { work.wasInterrupted ? .quit : .next }

    private func choose(_ lesson: Lesson, _ card: TutorCard, _ milestones: inout Milestones) async -> Move {
        let index = lesson.index
        while true {
            guard let line = await ask("\n\(TutorChoice.menu)\n> ") else { return .quit }
            switch TutorChoice.read(line) {
            case (.run, _)?:
                if await consents(to: lesson), await carryOut(index, &milestones).isGood { return .next }
            case (.myself, _)?: if await byHand(lesson, card, &milestones) { return .next }
            case (.difference, _)?:
                conversation.show(card.rows(of: await run.find(index, inFull: true), inFull: true))
            case (.hint, _)?: await showHint(lesson, card)
            case (.skip, _)?:
                await run.passOver(index, because: "skipped by the student")
                _ = await milestones.next()
                return .next
            case (.back, _)?:
                if index > 0 { return .back }
                conversation.show(["This is the first step."])
            case (.open, let word)?: await shell(word, lesson)
            case (.all, _)?: if await consentsToTheRest(from: index) { return .rest }
            case (.quit, _)?: return .quit
            case (.help, _)?:
                conversation.show(TutorChoice.allCases.map { "  \($0.rawValue)  \($0.meaning)" })
            case nil: conversation.show(["Type one of these letters and Enter; ? explains them."])
            }
        }
    }

    /// The student does it; answers whether the step is over.
    private func byHand(_ lesson: Lesson, _ card: TutorCard, _ milestones: inout Milestones) async -> Bool {
        let hosts = lesson.entry.hosts.map(\.name).joined(separator: ", ")
        conversation.show(["Do it on \(hosts) in your own way: what counts is that it holds in the end."])
        while true {
            let prompt = "\n[Enter] done, look at it  [o]pen shell  [d]iff  [h]int  [b]ack to the choices\n> "
            guard let line = await ask(prompt) else { return false }
            switch TutorChoice.read(line) {
            case nil:
                let found = await run.find(lesson.index)
                if found.allSatisfy({ $0.result.outcome.isHeld }) {
                    conversation.show(["Well done: it holds."])
                    return await carryOut(lesson.index, acceptingOtherWays: true, &milestones).isGood
                }
                if found.allSatisfy({ $0.result.outcome == .passedOver }) {
                    await run.passOver(lesson.index, because: "done by hand, on the student's word")
                    _ = await milestones.next()
                    return true
                }
                conversation.show(card.rows(of: found))
            case (.open, let word)?: await shell(word, lesson)
            case (.difference, _)?:
                conversation.show(card.rows(of: await run.find(lesson.index, inFull: true), inFull: true))
            case (.hint, _)?: await showHint(lesson, card)
            default: return false
            }
        }
    }
}

// The actions that the student chooses.
extension Tutor {
    @discardableResult
    private func carryOut(
        _ index: Int, acceptingOtherWays: Bool = false, _ milestones: inout Milestones
    ) async -> Outcome {
        let outcome = await progress.moving {
            let outcome = await work.carryOut { [run] in
                await run.carryOut(index, drill: true, accepting: acceptingOtherWays)
            }
            _ = await milestones.next()
            return outcome
        }
        return outcome
    }

    private func carryOutTheRest() async -> RunSummary {
        await progress.moving {
            await work.carryOut(stop: { [run] in await run.stop() }, { [run] in await run.carryOut() })
        }
    }

    private func leave() async -> RunSummary {
        await run.stop()
        return await run.finish()
    }

    /// Shows text of the chapter after an empty row; no text, nothing.
    private func showProse(_ markdown: String) {
        let rows = TerminalProse(surface: surface).rows(markdown)
        if !rows.isEmpty { conversation.show([""] + rows) }
    }

    private func greet() {
        guard let summary = chapter.frontMatter.summary else { return }
        showProse(summary)
    }

    func ask(_ prompt: String) async -> String? {
        work.forgetInterruption()
        return await conversation.answer(to: prompt)
    }

    private func shell(_ word: String?, _ lesson: Lesson) async {
        let hosts = lesson.entry.hosts
        let all = run.plan.inventory.hosts
        guard let host = word.map({ name in all.first { $0.name == name } }) ?? hosts.first else {
            return conversation.show(Spelling.advice(for: word ?? "", among: all.map(\.name)))
        }
        conversation.show(["A shell on \(host.name); leave it with exit or Ctrl-D."])
        if let trouble = await openShell(host) { conversation.show([trouble]) }
    }
}
