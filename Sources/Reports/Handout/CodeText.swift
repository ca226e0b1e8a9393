/// Code as HTML with a few marks: comments, commands at a prompt, and `{{name}}`.
enum CodeText {
    /// The text escaped and marked, for inside `<pre>`.
    static func html(_ text: String, language: String) -> String {
        text.lines.map { line(String($0), language: language) }.joined(separator: "\n")
    }

    private static func line(_ line: String, language: String) -> String {
        let text = tagged(line)
        if language == "console" {
            if line.hasPrefix("$ ") || line.hasPrefix("> ") { return "<b>\(text)</b>" }
            return line == "..." ? "<i>\(text)</i>" : text
        }
        let isComment = line.drop { $0 == " " || $0 == "\t" }.hasPrefix("#") && language != "markdown"
        return isComment ? "<i>\(text)</i>" : text
    }

    /// The line escaped, with each `{{…}}` marked as a variable.
    private static func tagged(_ line: String) -> String {
        var html = "", rest = line[...]
        while let open = rest.firstRange(of: "{{"), let close = rest[open.upperBound...].firstRange(of: "}}")
        {
            html += XML.escape(String(rest[..<open.lowerBound]))
            html += "<var>\(XML.escape(String(rest[open.lowerBound..<close.upperBound])))</var>"
            rest = rest[close.upperBound...]
        }
        return html + XML.escape(String(rest))
    }
}
