import Steps

/// Everything that is known about a failure on one host, line by line: the differences and messages, then the
/// evidence.
struct Clues: Sendable {
    /// The host.
    let host: String
    /// How the step ended there.
    let outcome: Outcome
    /// Other findings on this host. A cause is never derived from the findings on another host.
    let evidence: [Evidence]
    private let told: [Line]
    private let found: [Line]

    private struct Line: Sendable {
        let text: String
        let folded: String

        init(_ text: Substring) {
            self.text = String(text.prefix(1000))
            folded = self.text.lowercased()
        }
    }

    /// The clues of a result.
    init(_ result: HostResult, on host: String) {
        self.host = host
        outcome = result.outcome
        evidence = result.evidence.filter { $0.host == nil }
        let told = result.differences.flatMap { [$0.summary, $0.evidence] } + [result.message]
        self.told = Self.lines(told)
        // A log's last lines say more than its first.
        found = Self.lines(evidence.filter { !Self.measures.contains($0.title) }.map(\.text))
            .reversed()
    }

    /// The first line of the messages, or the last line of the evidence, that contains one of these phrases.
    /// The case of letters does not matter.
    func line(with phrases: String...) -> String? {
        (told.first { line in phrases.contains { line.folded.contains($0) } }
            ?? found.first { line in phrases.contains { line.folded.contains($0) } })?.text
    }

    /// What the first group of a pattern matches in the first line that it matches and that has a phrase.
    ///
    /// Sentences put such words into commands that a person copies. A host wrote them, so a word that a shell would read
    /// as more than a word is passed over.
    func word(_ pattern: Regex<(Substring, Substring)>, inLineWith phrase: String) -> String? {
        text(pattern, inLineWith: phrase) { !$0.contains(where: "`$;&|<>(){}!#\\\"'".contains) }
    }

    /// The same for words that no command holds.
    func text(
        _ pattern: Regex<(Substring, Substring)>, inLineWith phrase: String,
        where isFit: (Substring) -> Bool = { _ in true }
    ) -> String? {
        for line in told + found where line.folded.contains(phrase) {
            guard let match = line.text.firstMatch(of: pattern), isFit(match.1) else { continue }
            return Self.quoted(match.1)
        }
        return nil
    }

    /// A piece of evidence by its title.
    func evidence(titled title: String) -> String? { evidence.first { $0.title == title }?.text }

    /// A captured word for use in a sentence. A host wrote it, so it is cut to a short length.
    static func quoted(_ word: some StringProtocol) -> String {
        let word = word.trimmingSpaces
        return word.count > 100 ? word.prefix(100) + "…" : String(word)
    }

    /// Evidence that contains measured values; phrases are not searched in it.
    private static let measures: Set<String> = [
        Collector.disks.title, Collector.clock(0).title, Collector.load.title,
    ]

    private static func lines(_ texts: [String]) -> [Line] {
        texts.flatMap { $0.split(separator: "\n") }.prefix(2000).map { Line($0) }
    }
}
