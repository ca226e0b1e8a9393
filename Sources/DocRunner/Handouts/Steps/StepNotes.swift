import Steps

/// The attributes that a reader wants to know, in words.
enum StepNotes {
    /// What is special about a step, `filled` with the values of each of its hosts, as HTML, separated by dots.
    static func html(of step: Step, _ filled: [StepBlock], isHidden: Bool, in context: CardContext) -> String
    {
        let envelope = step.envelope
        let isTeaching = context.book.options.audience == .instructor
        let attributes = isHidden ? nil : { attribute($0, of: step, filled) }
        let words: [String?] = [
            envelope.user.map { "as \($0)" },
            attributes?("no-start").map { _ in "its services are not started yet" },
            envelope.serial.map { "\($0) at a time" },
            attributes?("when").map { "only where \($0)" },
            attributes?("timeout").map { "within \($0)" }
                ?? (isTeaching ? "within \(envelope.timeout)" : nil),
            attributes?("retry").map { "looked at for up to \($0) until it holds" },
            attributes?("unless").map { "holds where `\($0)` succeeds" },
            attributes?("creates").map { "holds where \($0) is there" },
            attributes?("files").map {
                "started after \($0.replacing(",", with: ", ")) was last changed"
            },
            envelope.capture.map { "its output is kept as \($0)" },
            envelope.isDestructive ? "destroys what cannot be brought back" : nil,
            envelope.points == 1 && !isTeaching
                ? nil : envelope.points == 1 ? "1 point" : "\(envelope.points) points",
        ]
        let needs = (envelope.needs ?? []).map { id in
            "<a href=\"\(context.book.addresses.place(id, in: context.page))\">\(HTML.escape(id))</a>"
        }
        let after = needs.isEmpty ? nil : "after " + needs.joined(separator: ", ")
        return (words.map { $0.map(marked) } + [after]).compactMap { $0 }.joined(separator: " · ")
    }

    /// An attribute's text, as written where it is not the same on all hosts.
    private static func attribute(_ name: String, of step: Step, _ filled: [StepBlock]) -> String? {
        let texts = Set(filled.map { $0.attribute(name) })
        return texts.count == 1 ? texts.first ?? nil : step.block.attribute(name)
    }

    /// Escaped; what stands between backquotes is code.
    private static func marked(_ words: String) -> String {
        let parts = words.split(separator: "`", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let end = parts[1].lastIndex(of: "`") else { return HTML.escape(words) }
        let after = parts[1][parts[1].index(after: end)...]
        return "\(HTML.escape(parts[0]))<code>\(HTML.escape(parts[1][..<end]))</code>\(HTML.escape(after))"
    }
}
