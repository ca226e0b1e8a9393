import Foundation

/// Debian's `cmark` program: the judge of what is a code block and where.
enum Cmark {
    /// A code block as `cmark -t xml --sourcepos` writes it.
    struct CodeBlock: Equatable {
        var startLine: Int
        var startColumn: Int
        var endLine: Int
        var info: String?
        var literal: String
    }

    /// Every code block of a document, fenced and indented.
    static func codeBlocks(in text: String) throws -> [CodeBlock] {
        let xml = try Tool.run("cmark", ["-t", "xml", "--sourcepos"], input: text)
        let pattern =
            /<code_block sourcepos="(\d+):(\d+)-(\d+):\d+"(?: info="([^"]*)")? xml:space="preserve">([^<]*)</
        return xml.matches(of: pattern).compactMap { match in
            guard let line = Int(match.1), let column = Int(match.2), let end = Int(match.3) else {
                return nil
            }
            return CodeBlock(
                startLine: line, startColumn: column, endLine: end,
                info: match.4.map(unescaped).flatMap { $0.isEmpty ? nil : $0 }, literal: unescaped(match.5))
        }
    }

    private static func unescaped(_ text: Substring) -> String {
        String(text).replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&amp;", with: "&")
    }
}

// cmark's XML does not say whether a block without info is fenced, nor whether a fence is closed. So the
// document is changed where only a fence would notice, and cmark is asked again.
extension Cmark {
    /// Whether a block is fenced: text after its opening characters becomes its info string.
    static func isFenced(_ block: CodeBlock, in text: String) throws -> Bool {
        if block.info != nil { return true }
        let changed = appending("Z", toLine: block.startLine, of: text)
        return try codeBlocks(in: changed).contains {
            ($0.startLine, $0.startColumn) == (block.startLine, block.startColumn) && $0.info == "Z"
        }
    }

    /// Whether a fence is closed: with text after its closing fence the body goes on, and holds that line.
    static func isClosed(_ block: CodeBlock, in text: String) throws -> Bool {
        guard block.endLine > block.startLine else { return false }
        let changed = appending("Z", toLine: block.endLine, of: text)
        return try codeBlocks(in: changed).contains {
            guard ($0.startLine, $0.startColumn) == (block.startLine, block.startColumn) else { return false }
            let more = $0.literal.dropFirst(block.literal.count).prefix { $0 != "\n" }
            return $0.literal.hasPrefix(block.literal) && more.wholeMatch(of: /\s*(```+|~~~+)\s*Z/) != nil
        }
    }

    private static func appending(_ more: String, toLine number: Int, of text: String) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.indices.contains(number - 1) else { return text }
        lines[number - 1] += more
        return lines.joined(separator: "\n")
    }
}

/// Programs that tests ask.
enum Tool {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// The standard output of a program that must succeed.
    static func run(_ name: String, _ arguments: [String], input: String = "") throws -> String {
        let process = Process()
        let (stdin, stdout) = (Pipe(), Pipe())
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [name] + arguments
        process.standardInput = stdin
        process.standardOutput = stdout
        try process.run()
        stdin.fileHandleForWriting.write(Data(input.utf8))
        try stdin.fileHandleForWriting.close()
        let output = stdout.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(
                description: "`\(name) \(arguments.joined(separator: " "))` failed: is it installed?")
        }
        return String(decoding: output, as: UTF8.self)
    }
}
