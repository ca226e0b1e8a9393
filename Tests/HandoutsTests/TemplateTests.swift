import Mustache
import Testing

@testable import Handouts

@Suite("Templates")
struct TemplateTests {
    @Test("Every template is one", arguments: Templates.Name.allCases)
    func parses(_ name: Templates.Name) {
        #expect(!Templates.render(name, [:]).isEmpty)
    }

    @Test(
        "Every template says what Mustache makes of it, empty lines aside", arguments: Templates.Name.allCases
    )
    func isMustache(_ name: Templates.Name) throws {
        let template = Words.filled(into: Templates.source(of: name))
        let mustache = try MustacheTemplate(string: template)
        for view in [[:], view(flag: true), view(flag: false)] as [View] {
            let lines = Self.lines(Templates.render(name, view))
            #expect(lines == Self.lines(mustache.render(Self.object(.view(view)))))
        }
    }

    @Test(
        "Sections, names and lines are Mustache's",
        arguments: [
            "a {{text}} {{{text}}} {{unknown}}.",
            "{{#list}}{{^first()}}, {{/first()}}{{text}}{{#last()}}.{{/last()}}{{/list}}",
            "{{#list}}\n- {{text}}\n{{/list}}\nend",
            "{{#texts}}<{{.}}>{{/texts}}{{^none}}no{{/none}}{{^list}}x{{/list}}",
            "  {{#flag}}\n{{#text}}is {{.}}{{/text}}\n  {{/flag}}\nend",
            "{{#view}}{{text}} {{other}}{{/view}}",
        ])
    func sections(_ text: String) throws {
        let view: View = [
            "text": "<1 & \"2\">", "other": "o", "flag": true, "texts": ["a", "b"], "none": [String](),
            "list": [["text": "x"], ["text": "y"]] as [View], "view": ["text": "inner"] as View,
        ]
        let template = try #require(PageTemplate(text))
        #expect(
            template.render(view) == (try MustacheTemplate(string: text)).render(Self.object(.view(view))))
    }

    @Test("What has no end is no template", arguments: ["{{a", "{{{a}}", "{{#a}}", "{{#a}}{{/b}}", "{{/a}}"])
    func endless(_ text: String) { #expect(PageTemplate(text) == nil) }

    /// A view in which all names of all templates are.
    private func view(flag: Bool) -> View {
        let flags: View = [
            "isHere": flag, "isOpen": flag, "isDrill": flag, "isHidden": !flag, "isFolded": flag,
            "isAllByHand": flag,
            "isWatched": flag, "isInstructor": flag, "hasSide": flag, "hasNeighbors": flag,
        ]
        let texts = Dictionary(
            uniqueKeysWithValues: [
                "address", "number", "title", "level", "name", "meaning", "word", "id", "text", "summary",
                "badge", "roles",
                "public", "role", "heading", "step", "outcome", "outcomeMark", "outcomeWord", "mark", "host",
                "time", "cause",
                "kind", "kindWord", "stepID", "states", "code", "whose", "look", "label", "caption", "byHand",
                "hints",
                "results", "notes", "facts", "lab", "student", "qr", "picture", "paperContents", "stepCount",
                "policy",
                "description", "style", "script", "key", "home", "book", "index", "glossary", "main",
                "evidence",
            ].map { ($0, "<\($0)> & more") })
        let item = texts.reduce(flags) { $0.merging([$1.key: $1.value]) }
        let items: [View] = flag ? [item, item.merging(["title": "another"])] : []
        let lists = [
            "contents", "chapters", "groups", "pages", "terms", "blocks", "differences", "found", "virtual",
            "links",
        ]
        let nested = item.merging([
            "entries": items, "rungs": ["a", "b"], "messages": ["m"], "differences": items, "found": items,
        ])
        return lists.reduce(nested) { $0.merging([$1: [nested, nested]]) }
            .merging(["before": item, "after": flag ? item : nil, "requires": items])
    }

    private static func lines(_ text: String) -> [Substring] { text.split(separator: "\n") }

    private static func object(_ shown: Shown) -> Any {
        switch shown {
        case .text(let text): text
        case .flag(let flag): flag
        case .list(let items): items.map(object)
        case .view(let view): view.members.mapValues(object)
        }
    }
}
