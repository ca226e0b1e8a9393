import Foundation

/// A regular expression (ICU's, as NSRegularExpression takes them) whose search always ends, for any text.
///
/// What a host prints is not ours, and an expression such as `(a|aa)*b` can be busy with a hundred letters for years.
/// ICU is the engine because it lets itself be interrupted.
struct RegularExpression: Sendable {
    /// What an author wrote.
    let pattern: String

    private let expression: NSRegularExpression

    /// How long it may be searched for.
    private static let patience = Duration.seconds(1)

    /// An expression that fits a text and nothing else.
    static func escaped(_ text: String) -> String { NSRegularExpression.escapedPattern(for: text) }

    /// The expression; nil where the pattern is none.
    init?(_ pattern: String) {
        guard let expression = try? NSRegularExpression(pattern: pattern) else { return nil }
        self.pattern = pattern
        self.expression = expression
    }

    /// Whether it occurs in a text; nil where that could not be found out within a second, or in ICU's memory.
    func occurs(in text: String) -> Bool? {
        let deadline = ContinuousClock.now + Self.patience
        var answer: Bool? = false
        let whole = NSRange(location: 0, length: text.utf16.count)
        expression.enumerateMatches(in: text, options: [.reportProgress, .reportCompletion], range: whole) {
            match, flags, stop in
            if match != nil {
                answer = true
                stop.pointee = true
            } else if flags.contains(.internalError) || ContinuousClock.now > deadline {
                answer = nil
                stop.pointee = true
            }
        }
        return answer
    }
}
