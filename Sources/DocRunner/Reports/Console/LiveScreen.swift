/// What to write to a terminal so that passing rows stay below those printed for good (ECMA-48 CUU and ED).
///
/// A passing row takes one row of the terminal, however narrow that has become: it is not wrapped (DECAWM).
public struct LiveScreen: Sendable {
    private var passing = 0

    /// A screen on which nothing passing is shown.
    public init() {}

    /// Takes the passing rows away, prints rows for good, and shows other passing rows below them.
    public mutating func draw(_ rows: [String], passing status: [String]) -> String {
        let erase = passing > 0 ? "\r\u{1B}[\(passing)A\u{1B}[J" : ""
        passing = status.count
        let lasting = rows.map { $0 + "\n" }.joined(), fleeting = status.map { $0 + "\n" }.joined()
        return erase + lasting + (status.isEmpty ? "" : "\u{1B}[?7l\(fleeting)\u{1B}[?7h")
    }
}
