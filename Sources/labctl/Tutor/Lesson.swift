import Chapters
import DocRunner
import Reports
import Steps

/// One step with the text before it, as a student comes to it.
struct Lesson {
    let chapter: Chapter
    let plan: Plan
    let index: Int
    let captures: [String: Value]

    /// The step and its hosts.
    var entry: Plan.Entry { plan.entries[index] }

    /// The text between the step before and this one, as Markdown, with the values that are the same on every host.
    var prose: String {
        plan.scope(on: entry.hosts.first ?? .local, knowing: captures)
            .fillKnown(chapter.passage(of: entry.step.block)?.prose ?? "")
    }

    /// Whether the step only asks.
    var isCheck: Bool { if case .check? = entry.content?.nature { true } else { false } }

    /// Whether the step's condition is met.
    var isWanted: Bool { plan.includes(entry, knowing: captures) }

    /// The step as it is shown on a surface; secrets are hidden.
    func card(on surface: Surface) -> TutorCard {
        let blocks = entry.hosts.map(filled)
        var block = blocks.first ?? entry.step.block
        block = block.redacted(by: redactor)
        let bodies = Set(blocks.map { $0.body })
        return TutorCard(
            surface: surface, plan: plan, index: index, block: block, differsByHost: bodies.count > 1)
    }

    /// Masks what may not be shown.
    var redactor: Redactor { Redactor(plan.secrets + captures.values.flatMap(\.secrets)) }

    /// What must be true, how labctl checks it, and what it would do, in words.
    func statement(on surface: Surface) -> [String] {
        let documentation = entry.step.kind.documentation
        let prose = TerminalProse(surface: surface)
        return prose.rows("**What must be true:** \(documentation.states).")
            + prose.rows("**How labctl asks:** \(documentation.probing).")
            + prose.rows("**What labctl would do:** `\(redactor.redact(entry.content?.title ?? "nothing"))`.")
    }

    /// The step's block with the values of a host; as written where a value is not known yet.
    private func filled(for host: Host) -> StepBlock {
        let block = entry.step.block
        let scope = plan.scope(on: host, knowing: captures)
        return (try? block.shown(from: scope, isRaw: entry.step.envelope.isRaw)) ?? block
    }
}
