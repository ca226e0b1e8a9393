/// The words that a guide explains, each with the chapter that explains it first.
struct Terms: Sendable {
    struct Term: Sendable {
        let word: String
        let meaning: String
        let chapter: String
    }

    /// The terms in alphabetical order.
    let all: [Term]
    private let words: Set<String>

    init(_ chapters: [Outline]) {
        var seen: Set<String> = []
        let terms = chapters.flatMap { chapter in
            chapter.terms.map { Term(word: $0.key, meaning: $0.value, chapter: chapter.name) }
        }
        all = terms.filter { seen.insert($0.word.lowercased()).inserted }
            .sorted { $0.word.lowercased() < $1.word.lowercased() }
        words = seen
    }

    /// Where the glossary explains a word; nil where it does not.
    func anchor(of word: String) -> String? {
        let word = word.lowercased()
        return words.contains(word) ? Self.anchor(word) : nil
    }

    static func anchor(_ word: String) -> String {
        "term-" + word.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: "-")
    }
}
