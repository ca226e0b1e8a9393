/// Lines of a chapter between two steps, without the companions among them; their text is made where it is wanted.
struct Prose: Sendable {
    let text: SourceText
    let lines: Range<Int>
    let hidden: [Range<Int>]

    /// The text, as Markdown.
    var markdown: String {
        var markdown = "", from = lines.lowerBound
        for companion in hidden {
            markdown += text.text(ofLines: from..<max(from, companion.lowerBound))
            from = max(from, companion.upperBound)
        }
        return markdown + text.text(ofLines: from..<max(from, lines.upperBound))
    }
}
