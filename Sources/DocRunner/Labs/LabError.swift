import PlainText

/// What went wrong with a lab as a whole: one line, what the computer said about it, and what to do next.
public struct LabError: Error, Sendable, Hashable {
    /// What is wrong, in one line, naming the host or command.
    public var summary: String
    /// What a command printed, or why it matters; empty when there is nothing to add. At most a few lines.
    public var detail: String
    /// What to do next; a line each.
    public var solutions: [String]

    /// An error by its summary, with what was printed and what to do. All may quote somebody else: it is cleaned here.
    public init(_ summary: String, detail: String = "", _ solutions: [String] = []) {
        self.summary = HostText.line(summary, limit: 2000)
        self.detail = HostText.clean(detail.utf8)
        self.solutions = solutions.map { HostText.line($0, limit: 2000) }
    }
}

extension LabError: CustomStringConvertible {
    /// The summary, then the detail and the solutions, indented.
    public var description: String {
        let lines = detail.split(separator: "\n").map(String.init) + solutions
        return ([summary] + lines.map { "    \($0)" }).joined(separator: "\n")
    }
}
