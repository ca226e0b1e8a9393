public import Chapters
public import Runner
import Steps

/// A chapter as a page to read: its text, and each step as a card that says in words what it is and where.
public struct Handout: Sendable {
    /// Another page of the guide, and the words of the link to it.
    public struct Neighbor: Sendable {
        let address: String
        let title: String

        /// A page by its address, relative to this one, and its title.
        public init(address: String, title: String) {
            self.address = address
            self.title = title
        }
    }

    private let chapter: Chapter
    private let plan: Plan?
    private let steps: [Int: StepCard]
    private let hints: [Int: HintCard]

    /// A handout of a chapter; with a plan the cards name the hosts and hold what stands on each of them.
    public init(_ chapter: Chapter, plan: Plan?) {
        self.chapter = chapter
        self.plan = plan
        let entries =
            plan?.entries.map { ($0.step, $0 as Plan.Entry?) } ?? Lint(chapter).steps.map { ($0, nil) }
        let cards = entries.map { step, entry in
            (step.block.place.line, StepCard(step, entry: entry, scopes: plan.map { HandoutScope($0) }))
        }
        steps = Dictionary(cards) { first, _ in first }
        hints = HintCard.all(of: chapter, plan: plan)
    }

    /// The page; `picture` answers what `src` is to be for an image that the chapter names by a relative path.
    public func html(
        before: Neighbor? = nil, after: Neighbor? = nil, picture: (String) -> String? = { _ in nil }
    ) -> String {
        var body = chapter.renderHTML { steps[$0.place.line]?.html ?? hints[$0.place.line]?.html ?? "" }
        body += HintCard.collected(hints.sorted { $0.key < $1.key }.map(\.value))
        let heading = HandoutText.takeTitle(from: &body)
        let page = Page(
            facts: facts, heading: heading ?? XML.escape(chapter.title), summary: chapter.frontMatter.summary,
            requires: chapter.frontMatter.requires.map { Link(address: "\($0).html", title: $0) },
            contents: contents,
            hasContents: contents.count > 1,
            body: HandoutText.linked(HandoutText.illustrated(body, picture: picture)),
            before: before.map { Link(address: $0.address, title: $0.title) },
            after: after.map { Link(address: $0.address, title: $0.title) })
        // Titles of steps are made of real values, and an author's slip may stand in the prose.
        let secrets = plan?.secrets ?? chapter.frontMatter.variables.values.flatMap(\.secrets)
        return HTMLPage.text(
            title: chapter.title, description: chapter.frontMatter.summary ?? chapter.title,
            style: Self.style + HintCard.style,
            body: Redactor(secrets).redact(HTMLPage.render(Self.template, page)))
    }

    private var facts: String {
        let count = chapter.passages.count
        let facts = [
            chapter.frontMatter.duration, Totals.plural(count, "step"),
            plan.map { "lab \($0.inventory.name)" },
        ]
        return facts.compactMap { $0 }.joined(separator: " · ")
    }

    /// The headings below the title, for the table of contents.
    private var contents: [Link] {
        chapter.headings.filter { $0.level == 2 }.map { Link(address: "#\($0.anchor)", title: $0.text) }
    }

    struct Page {
        let facts: String
        let heading: String
        let summary: String?
        let requires: [Link]
        let contents: [Link]
        let hasContents: Bool
        let body: String
        let before: Link?
        let after: Link?
    }

    struct Link {
        let address: String
        let title: String
    }
}
