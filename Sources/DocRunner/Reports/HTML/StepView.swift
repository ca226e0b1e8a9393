import DocRunner
import Steps

/// What a page shows of one step in full: each host's end, what differed and what was printed.
struct StepView {
    let id: String
    let title: String
    let kind: String
    let place: String
    let look: String
    let mark: String
    let word: String
    /// The rungs of its hints that were shown; nil where none was.
    let hints: String?
    let hosts: [HostView]

    struct HostView {
        let name: String
        let isChanged: Bool
        let look: String
        let word: String
        let time: String
        /// Whose doing it is; not `verdict`, which the page has: where a name is nil, Mustache takes that of the page.
        let judgement: VerdictView?
        let cause: String?
        let evidence: [EvidenceView]
        let message: [String]
        let differences: [DifferenceView]
        let hasOutput: Bool
        let output: [Line]
        /// Not `omitted`, which its differences have: where that is nil, Mustache would take this one.
        let omittedOutput: Int?
    }

    struct VerdictView {
        let name: String
        let words: String
        let meaning: String
    }

    struct EvidenceView {
        let title: String
        let text: String
    }

    struct DifferenceView {
        let summary: String
        let hasEvidence: Bool
        let lines: [Line]
        let omitted: Int?
    }

    /// A line and the class that colours it.
    struct Line {
        let look: String
        let text: String
    }

    /// How many lines of one text a page shows.
    private static let shownLines = 400

    /// The view of a step on all its hosts, or only on those that are not as they should be.
    init(_ step: StepReport, onlyFailures: Bool = false) {
        id = step.id
        title = step.entry.title
        kind = step.entry.kind
        place = step.entry.place.description
        look = step.outcome?.rawValue ?? "none"
        mark = step.outcome?.mark ?? "·"
        word = step.outcome?.word ?? "not reached"
        hints = step.hints.isEmpty ? nil : step.hints.joined(separator: ", ")
        let shown = step.hosts.filter { !onlyFailures || !($0.result?.outcome.isGood ?? true) }
        hosts = shown.sorted { $0.rank > $1.rank }.map { Self.view($0) }
    }

    private static func view(_ host: HostReport) -> HostView {
        let tail = host.output
        return HostView(
            name: host.name, isChanged: host.result?.outcome == .changed,
            look: host.result?.outcome.rawValue ?? "none",
            word: host.result?.outcome.word ?? "not reached",
            time: Span.words(host.result?.seconds ?? 0),
            judgement: host.result?.verdict.map {
                VerdictView(name: $0.rawValue, words: $0.words, meaning: $0.meaning)
            },
            cause: host.result?.cause?.sentence,
            evidence: (host.result?.evidence ?? []).map { EvidenceView(title: $0.title, text: $0.text) },
            message: host.result?.advice ?? [],
            differences: (host.result?.differences ?? []).map { view($0) },
            hasOutput: !tail.lines.isEmpty && !host.isOutputEvidence,
            output: tail.lines.map { Line(look: $0.stream == .error ? "stderr" : "stdout", text: $0.text) },
            omittedOutput: tail.omitted > 0 ? tail.omitted : nil)
    }

    private static func view(_ difference: Difference) -> DifferenceView {
        let lines = difference.evidence.lines
        return DifferenceView(
            summary: difference.summary, hasEvidence: !lines.isEmpty,
            lines: lines.suffix(shownLines).map { Line(look: look(ofDiff: $0), text: $0) },
            omitted: lines.count > shownLines ? lines.count - shownLines : nil)
    }

    private static func look(ofDiff line: String) -> String {
        if line.hasPrefix("+") { return "added" }
        if line.hasPrefix("-") { return "removed" }
        return line.hasPrefix("@@") ? "hunk" : "same"
    }
}
