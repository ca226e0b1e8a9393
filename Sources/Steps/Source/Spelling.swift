/// Finds the word that somebody probably meant.
public enum Spelling {
    /// Letters of the longest word that somebody may have misspelt; a longer one is not looked for.
    private static let longestWord = 64

    /// How many allowed words a diagnostic names.
    private static let most = 64

    /// The candidate nearest to `word`, or nil when none is near (over a third of its letters differ).
    public static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
        let length = word.utf8.count
        guard length <= longestWord else { return nil }
        let limit = max(1, word.count / 3)
        return
            candidates
            .filter { $0.utf8.count <= 4 * (length + limit) }
            .map { ($0, distance(word, $0)) }
            .filter { $0.1 <= limit }
            .min { $0.1 < $1.1 }?
            .0
    }

    /// What is allowed, and the nearest word where there is one: the lines that end a diagnostic.
    public static func advice(for word: String, among candidates: [String]) -> [String] {
        var lines: [String] = []
        if let near = nearest(to: word, among: candidates) { lines.append("Did you mean `\(near)`?") }
        if !candidates.isEmpty { lines.append("Allowed: \(list(candidates)).") }
        return lines
    }

    /// Words separated by commas; of very many, the first.
    static func list(_ words: [String]) -> String {
        words.prefix(most).joined(separator: ", ") + (words.count > most ? ", …" : "")
    }

    /// The Levenshtein distance of two words.
    static func distance(_ left: String, _ right: String) -> Int {
        let left = Array(left.lowercased()), right = Array(right.lowercased())
        var row = Array(0...right.count)
        for (i, a) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, b) in right.enumerated() {
                let substituted = diagonal + (a == b ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(substituted, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[right.count]
    }
}
