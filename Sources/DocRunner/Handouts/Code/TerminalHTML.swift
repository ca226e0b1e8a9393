import Steps

/// Commands and what they print, as a terminal shows them.
///
/// A line of a command is a span of class `c` with its prompt in `data-p`, so that copying takes commands alone; what a
/// command prints is `<samp>`.
enum TerminalHTML {
    /// The prompt of the hosts that commands run on: that of one by its name, of several by the sign alone.
    static func prompt(on hosts: [Host], as user: String?) -> String {
        let user = user ?? "root"
        let sign = user == "root" ? "#" : "$"
        guard hosts.count == 1, let host = hosts.first else { return sign }
        return "\(user)@\(host.name):~\(sign)"
    }

    /// A script: a prompt before each line that begins a command.
    static func html(_ script: String, prompt: String, language: String) -> String {
        let lines = Highlighter.lines(script, language: language)
        let beginnings = ShellLines.beginnings(script)
        return zip(lines, beginnings).map { command($0, prompt: $1 ? prompt : ">") }.joined(separator: "\n")
    }

    /// A session: `$ ` and `> ` begin commands, `...` stands for anything, the rest is what is printed.
    static func html(session: String, prompt: String) -> String {
        var lines = session.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last == "" { lines.removeLast() }
        var highlighter = Highlighter("bash")
        return lines.map { line in
            let isMore = line.hasPrefix("> ")
            guard line.hasPrefix("$ ") || isMore else { return printed(line) }
            if !isMore { highlighter = Highlighter("bash") }
            return command(
                highlighter.line(Array(line.utf8.dropFirst(2))[...]), prompt: isMore ? ">" : prompt)
        }.joined(separator: "\n")
    }

    private static func command(_ html: String, prompt: String) -> String {
        "<span class=c data-p=\"\(HTML.escape(prompt))\">\(html)</span>"
    }

    private static func printed(_ line: Substring) -> String {
        guard line.contains("...") else { return "<samp>\(Highlighter.html(line, language: ""))</samp>" }
        let parts = line.split(separator: "...", omittingEmptySubsequences: false)
        let gap = "<i title=\"\(HTML.escape(Words["anything"]))\">…</i>"
        return "<samp>" + parts.map { Highlighter.html($0, language: "") }.joined(separator: gap) + "</samp>"
    }
}
