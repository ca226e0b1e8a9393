import Chapters
import Runner
import Steps

/// The hints of one block as a handout folds them: each rung lies inside the one before it, so that a reader opens one
/// at a time. On paper nothing can be opened: there they stand together at the end.
struct HintCard {
    /// The step that they belong to.
    let step: String
    private let rungs: [Hint.Rung]

    /// The hints of a block with the values of its step's first host; nil for other companions.
    init?(_ companion: CompanionBlock, scope: Scope?) {
        let filled = scope.flatMap { try? companion.content(in: $0) }
        guard let hint = (filled ?? (try? companion.contentAsWritten())) as? Hint else { return nil }
        step = companion.target ?? ""
        rungs = hint.rungs
    }

    /// The hints of a chapter by the lines of their blocks.
    static func all(of chapter: Chapter, plan: Plan?) -> [Int: HintCard] {
        let scopes = plan.map { HandoutScope($0) }
        let cards = chapter.companions.compactMap { companion -> (Int, HintCard)? in
            let entry = plan?.entries.first { $0.step.id == companion.target }
            let scope = scopes.map { $0[entry?.hosts.first ?? .local] }
            return HintCard(companion, scope: scope).map { (companion.block.place.line, $0) }
        }
        return Dictionary(cards) { first, _ in first }
    }

    /// The ladder, folded.
    var html: String {
        rungs.enumerated().reversed().reduce("") { inner, rung in
            let title =
                rung.offset == 0
                ? "Stuck at \(step)? A hint: \(rung.element.title)" : "More: \(rung.element.title)"
            return "<details class=\"hint\"><summary>\(XML.escape(title))</summary>\n"
                + Self.html(rung.element) + inner + "</details>\n"
        }
    }

    /// The hints of a chapter for its last page on paper.
    static func collected(_ cards: [HintCard]) -> String {
        guard !cards.isEmpty else { return "" }
        let hints = cards.map { card in
            "<h3>\(XML.escape(card.step))</h3>\n<ol>\n"
                + card.rungs.map { "<li>\(html($0))</li>\n" }.joined() + "</ol>\n"
        }
        return "<section class=\"hints\">\n<h2>Hints</h2>\n\(hints.joined())</section>\n"
    }

    private static func html(_ rung: Hint.Rung) -> String {
        if rung.isCommand { return "<pre><code>\(CodeText.html(rung.text, language: "bash"))</code></pre>\n" }
        return Chapter(path: "", bytes: Array(rung.text.utf8)).renderHTML { _ in "" }
    }

    /// The looks of hints.
    static let style = """
        .hint { margin: 0.9em 0; font-family: var(--sans); font-size: 0.9rem; }
        .hint summary { color: var(--soft); cursor: pointer; } .hint > p { margin: 0.4em 0; }
        .hint > .hint { margin: 0.5em 0 0.2em; } .hint pre { margin: 0.4em 0; font-size: 0.8rem; }
        .hints { display: none; }
        @media print { .hint { display: none; } .hints { display: block; break-before: page; } }

        """
}
