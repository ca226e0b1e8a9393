/// A block of a CommonMark document that matters to us, as cmark reports it; lines and columns from 1.
enum Block: Sendable {
    /// A heading: its level from 1 to 6 and its text without markup.
    case heading(level: Int, text: String, line: Int)
    /// A code block, fenced or indented.
    case code(CodeBlock)
}

/// A code block with its place; cmark does not tell a fenced block without info from an indented one.
struct CodeBlock: Sendable {
    /// The line on which it begins.
    var startLine: Int
    /// The column in bytes at which it begins.
    var startColumn: Int
    /// The last line: the closing fence, the last line of the text, or the line that ended its container.
    var endLine: Int
    /// Whether cmark has an info string for it, which only fenced blocks do.
    var hasInfo: Bool
    /// The first word of the info string; empty where there is none.
    var language = ""
    /// The text, containers and fence indentation taken off.
    var literal: String
    /// Whether another block begins on its last line, which therefore closes no fence.
    var isCutShort: Bool
}
