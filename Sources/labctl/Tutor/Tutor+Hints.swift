import DocRunner
import Reports
import Steps

// Help, a little at a time.
extension Tutor {
    /// What must be true and what is found, with the first rung of the step's hints; then a rung each time.
    func showHint(_ lesson: Lesson, _ card: TutorCard) async {
        let hint = await run.nextHint(for: lesson.index)
        if hint == nil, lesson.entry.step.hasHints { conversation.show(["That was the last hint."]) }
        if hint == nil || hint?.number == 1 {
            conversation.show(lesson.statement(on: surface) + card.rows(of: await run.find(lesson.index)))
        }
        guard let hint else { return }
        conversation.show([""] + HintText(hint.rung, hint.number, of: hint.count).rows(on: surface))
        if hint.number < hint.count { conversation.show(["h shows the next one."]) }
    }
}

/// One rung of a step's hints for a terminal.
struct HintText {
    private let rung: Hint.Rung
    private let head: String

    init(_ rung: Hint.Rung, _ number: Int, of count: Int) {
        self.rung = rung
        head = "Hint \(number) of \(count), \(rung.title):"
    }

    /// The rows: which rung it is, and what it says.
    func rows(on surface: Surface) -> [String] {
        let inner = TerminalProse(
            surface: Surface(columns: surface.columns - 2, isColored: surface.isColored))
        let text =
            rung.isCommand
            ? rung.text.split(separator: "\n").flatMap { line in
                Columns.wrap(String(line), in: surface.columns - 5).map { "  " + surface.paint($0, .cyan) }
            } : inner.rows(rung.text)
        return [surface.paint(head, .bold)] + text.map { "  " + $0 }
    }
}
