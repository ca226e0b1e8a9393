import Chapters
import Labs
import Reports
import Steps

/// What the cards of a chapter share.
struct CardContext {
    let book: Book
    /// The name of the chapter's page.
    let page: String
    let report: Report?
    private var scope: HandoutScope?
    private var scopes: [String: Scope] = [:]

    init(_ book: Book, page: String, chapter: Chapter, steps: [Step]) {
        self.book = book
        self.page = page
        report = book.results[page]
        scope = book.lab.map { HandoutScope($0.inventory, chapter, steps) }
    }

    /// The hosts that a step is about; none without a lab.
    mutating func hosts(of step: Step) -> [Host] { scope?.hosts(of: step) ?? [] }

    /// What a step is on a host, without secrets; nil where what is left of it cannot be read.
    mutating func content(of step: Step, on host: Host) -> (any StepKind)? {
        values(on: host).flatMap { try? step.content(in: $0) }
    }

    /// A step's block on a host; as written where there is no lab.
    mutating func block(of step: Step, on host: Host) -> StepBlock {
        values(on: host).flatMap { try? step.block.shown(from: $0, isRaw: step.envelope.isRaw) }
            ?? step.block
    }

    /// Takes out of a text what secrets stand in it.
    var redactor: Redactor { scope?.redactor ?? Redactor([String]()) }

    /// What names stand for in prose, which is of no host; nothing without a lab.
    mutating func valuesOfProse() -> Scope {
        book.lab?.inventory.hosts.first.flatMap { values(on: $0) } ?? Scope()
    }

    /// What names stand for on a host that a step was read for.
    func knownScope(on host: Host) -> Scope? { scopes[host.name] }

    /// A short text of the author's, such as a hint, as HTML.
    func prose(_ markdown: String) -> String {
        Chapter(path: page, bytes: Array(markdown.utf8)).renderHTML { _ in "" }
    }

    private mutating func values(on host: Host) -> Scope? {
        if let known = scopes[host.name] { return known }
        let values = scope?.scope(on: host)
        scopes[host.name] = values
        return values
    }
}
