import DocRunner
import Reports
import Steps

/// What became of a step in a run, beside the step.
enum StepResult {
    /// How many lines of one text a page shows.
    private static let shownLines = 120

    /// What the card's template shows; nothing where no run is stamped in.
    ///
    /// If the student must not see the step's text, the evidence is left out, because it would show the text.
    static func values(of id: String, in context: CardContext, showsEvidence: Bool) -> View {
        guard let report = context.report else { return [:] }
        guard let step = report[id], let outcome = step.outcome else {
            return ["outcome": "none", "outcomeMark": "·", "outcomeWord": Words["neverRun"]]
        }
        let hosts = step.hosts.compactMap { host in
            host.result.map { values(of: $0, on: host.name, context, showsEvidence) }
        }
        let isWorthwhile = !outcome.isGood || context.book.options.audience == .instructor
        return [
            "outcome": outcome.rawValue, "outcomeMark": outcome.mark,
            "outcomeWord": outcome.word,
            "results": isWorthwhile ? Templates.render(.results, ["hosts": hosts]) : "",
        ]
    }

    private static func values(
        of result: HostResult, on host: String, _ context: CardContext, _ showsEvidence: Bool
    ) -> View {
        let differences = showsEvidence ? result.differences : []
        return [
            "outcome": result.outcome.rawValue, "mark": result.outcome.mark,
            "word": result.outcome.word,
            "host": context.book.badges.html(host), "isOpen": !result.outcome.isGood,
            "time": result.seconds > 0 ? "\((result.seconds * 10).rounded() / 10) s" : "",
            "cause": (showsEvidence ? result.cause?.sentence : nil),
            "messages": showsEvidence && !result.message.isEmpty ? [result.message] : [],
            "differences": differences.map {
                ["summary": $0.summary, "evidence": shown($0.evidence)]
            },
            "found": showsEvidence
                ? result.evidence.map { ["title": $0.title, "text": shown($0.text) ?? ""] } : [],
        ]
    }

    /// The end of a text; nil for none.
    private static func shown(_ text: String) -> String? {
        guard !text.isEmpty else { return nil }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.count > shownLines ? "…\n" + lines.suffix(shownLines).joined(separator: "\n") : text
    }
}
