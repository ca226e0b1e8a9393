import Steps

/// The attributes that a reader wants to know, in words.
enum StepNotes {
    /// What is special about a step, as HTML, parted by dots.
    static func html(of step: Step, isHidden: Bool, in context: CardContext) -> String {
        let envelope = step.envelope
        let isTeaching = context.book.options.audience == .instructor
        let shown = isHidden ? nil : step.block
        let words: [String?] = [
            envelope.user.map { "as \($0)" },
            shown?.attribute("no-start").map { _ in "its services are not started yet" },
            envelope.serial.map { "\($0) at a time" },
            shown?.attribute("when").map { "only where \($0)" },
            shown?.attribute("timeout").map { "within \($0)" }
                ?? (isTeaching ? "within \(envelope.timeout)" : nil),
            shown?.attribute("retry").map { "looked at for up to \($0) until it holds" },
            shown?.attribute("unless").map { "holds where `\($0)` succeeds" },
            shown?.attribute("creates").map { "holds where \($0) is there" },
            shown?.attribute("files").map {
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

    /// Escaped; what stands between backquotes is code.
    private static func marked(_ words: String) -> String {
        let parts = words.split(separator: "`", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let end = parts[1].lastIndex(of: "`") else { return HTML.escape(words) }
        let after = parts[1][parts[1].index(after: end)...]
        return "\(HTML.escape(parts[0]))<code>\(HTML.escape(parts[1][..<end]))</code>\(HTML.escape(after))"
    }
}
