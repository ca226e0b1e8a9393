/// All texts of the interface, in one place. All other text on the pages comes from the authors.
///
/// Templates name them as `{{w.NAME}}`; what a script needs stands in the page as `data-NAME`.
enum Words {
    static let english: [String: String] = [
        "language": "en",
        "skip": "Skip to the text",
        "home": "The guide",
        "chapters": "Chapters",
        "chapter": "Chapter",
        "contents": "Contents",
        "onThisPage": "On this page",
        "glossary": "Glossary",
        "glossaryAbout": "Words that the chapters explain, and where.",
        "index": "Index of steps",
        "indexAbout": "Every step, by the host that it concerns and by the file that it writes.",
        "byHost": "By host",
        "byFile": "By file",
        "noTerms": "No chapter names its terms.",
        "search": "Search",
        "searchHint": "Words, commands, files, hosts (press /)",
        "found": "found",
        "nothingFound": "Nothing found",
        "before": "Previous",
        "after": "Next",
        "pages": "Other chapters",
        "comesAfter": "Comes after",
        "lab": "Lab",
        "hosts": "Hosts",
        "host": "Host",
        "address": "Address",
        "public": "From outside",
        "roles": "Roles",
        "virtual": "Addresses that move",
        "picture": "The lab: hosts by role, their addresses, and the addresses that move between them",
        "student": "This copy belongs to",
        "instructor": "For those who teach",
        "step": "Step",
        "drill": "Drill",
        "on": "on",
        "onEach": "on each of",
        "copy": "Copy",
        "copied": "Copied",
        "done": "Done",
        "ticked": "done",
        "byHand": "By hand",
        "mustSay": "You should see",
        "anything": "anything may stand here",
        "file": "The file",
        "sameOn": "On",
        "hints": "Hints",
        "hint": "Hint",
        "why": "Why?",
        "remarks": "For those who teach",
        "yourTurn": "Your turn: this step's text is the solution, and not in this copy.",
        "result": "Result",
        "neverRun": "never run",
        "evidence": "What was found",
        "runSheet": "Write down what you see",
        "firstBad": "First bad answer after",
        "lastBad": "Last bad answer after",
        "wellAgain": "Well again after",
        "seconds": "s",
        "links": "Links on these pages",
        "qr": "This page",
        "counts": "counts",
        "steps": "steps",
        "oneStep": "1 step",
        "page": "Page",
        "of": "of",
        "explainedIn": "explained in",
        "warning": "It breaks something on purpose, and puts it right again.",
    ]

    /// A template with the words in it, escaped.
    static func filled(into template: String) -> String {
        let parts = template.split(separator: "{{w.", omittingEmptySubsequences: false)
        return parts.dropFirst().reduce(String(parts[0])) { text, part in
            let word = part.prefix { $0 != "}" }
            return text + HTML.escape(Words[String(word)]) + part.dropFirst(word.count + 2)
        }
    }

    /// The word of a name.
    static subscript(name: String) -> String { english[name] ?? name }
}
