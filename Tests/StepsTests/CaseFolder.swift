import Foundation
import Testing

@testable import Steps

/// A folder `Cases/KIND/CASE`: a block (`step.md`), what a host answers (`reply.txt`) and what is to come of it
/// (`expected.txt`). Without a reply the case is about decoding alone.
struct CaseFolder: CustomTestStringConvertible, Sendable {
    let url: URL

    var testDescription: String { url.pathComponents.suffix(2).joined(separator: "/") }

    var kind: String { url.deletingLastPathComponent().lastPathComponent }

    static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")

    static let all: [CaseFolder] = kinds.flatMap { kind in
        entries(of: root.appending(path: kind)).map { CaseFolder(url: root.appending(path: "\(kind)/\($0)")) }
    }

    /// The kinds that have cases.
    static var kinds: [String] { entries(of: root).filter { $0 != "foreign" } }

    func text(_ name: String) -> String? {
        try? String(contentsOf: url.appending(path: name), encoding: .utf8)
    }

    func write(_ text: String, to name: String) throws {
        try text.write(to: url.appending(path: name), atomically: true, encoding: .utf8)
    }

    /// `exit N`, then standard output; after a line `-- stderr` standard error.
    var reply: Reply? {
        guard let text = text("reply.txt") else { return nil }
        let lines = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        let parts = (lines.dropFirst().first ?? "").split(
            separator: "-- stderr\n", omittingEmptySubsequences: false)
        return Reply(
            status: Int(lines[0].dropFirst(5)) ?? -1, output: String(parts.first ?? ""),
            errorOutput: parts.count > 1 ? String(parts[1]) : "")
    }

    static func entries(of url: URL) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
        return names.filter { !$0.hasPrefix(".") }.sorted()
    }
}

extension CaseFolder {
    /// What comes of the case, as `expected.txt` has it.
    func outcome() -> String {
        let (contents, diagnostics) = CelticLab.read(text("step.md") ?? "")
        var lines = diagnostics.map(\.description)
        for content in contents {
            lines.append("title: \(content.title)")
            lines += content.doubts.map { "doubt: \($0)" }
            lines += content.drill.map(Self.lines) ?? []
            guard let reply else { continue }
            let finding = content.asking?.probe(on: CelticLab.morrigan)?.judge(reply)
            lines += finding.map(Self.lines) ?? ["nothing to ask"]
            if finding?.isHeld == true { continue }
            let commands = content.action?.commands(on: CelticLab.morrigan, after: finding) ?? []
            lines += commands.map(Self.line)
        }
        return lines.map(Self.withoutMatchers).joined(separator: "\n") + "\n"
    }

    /// The line with `MATCHERS` where it ends in the names of all matchers, or of all that it does not name before: a new
    /// matcher changes no case.
    private static func withoutMatchers(_ line: String) -> String {
        let words = line.split(separator: ", ", omittingEmptySubsequences: false)
        guard line.hasSuffix(".") else { return line }
        for start in words.indices.dropLast(3) {
            let before = words[..<start].map { $0.split(separator: " ").last.map(String.init) ?? "" }
            let rest = Matchers.names.filter { !before.contains($0) }.joined(separator: ", ") + "."
            guard line.hasSuffix(rest) else { continue }
            return line.dropLast(rest.count) + "MATCHERS."
        }
        return line
    }

    /// What a drill asks first, does to morrigan and mends there, in full: no host is needed to read it.
    private static func lines(of drill: Drill) -> [String] {
        let fault = drill.fault
        let peers = (try? fault.peers?.hosts(in: CelticLab.inventory)) ?? []
        let question = fault.question(on: CelticLab.morrigan).map { [FaultAction.run($0)] } ?? []
        return part("asks first", question)
            + part("breaks", fault.breaking(CelticLab.morrigan, from: peers))
            + part("heals", fault.healing(CelticLab.morrigan))
    }

    private static func part(_ name: String, _ actions: [FaultAction]) -> [String] {
        actions.flatMap { action -> [String] in
            switch action {
            case .power(let isOn): ["\(name): power \(isOn ? "on" : "off")"]
            case .link(let isUp): ["\(name): link \(isUp ? "up" : "down")"]
            case .run(let script): ["\(name):"] + script.text.split(separator: "\n").map { "    \($0)" }
            }
        }
    }

    private static func lines(of finding: Finding) -> [String] {
        switch finding {
        case .holds(let seen): [seen.isEmpty ? "holds" : "holds: \(seen)"]
        case .broken(let reason): ["broken: \(reason)"]
        case .differs(let differences):
            differences.map { difference in
                let evidence = difference.evidence.split(separator: "\n", omittingEmptySubsequences: false)
                return
                    (["differs: \(difference.summary)"]
                    + (difference.evidence.isEmpty ? [] : evidence.map { "    | \($0)" })).joined(
                        separator: "\n")
            }
        }
    }

    private static func line(of command: Command) -> String {
        switch command {
        case .run(let script): "run: \(shortened(script))"
        case .runLocally(let script): "run here: \(shortened(script))"
        case .upload(let upload):
            "upload: \(upload.path) mode \(String(upload.mode, radix: 8)) owner \(upload.owner ?? "-") from "
                + source(upload.source)
        }
    }

    /// Long scripts by their last lines: the rest is the same for every step, and is run for real elsewhere.
    private static func shortened(_ script: Script) -> String {
        let lines = script.text.split(separator: "\n")
        return lines.count > 12 ? (["..."] + lines.suffix(2)).joined(separator: "\n") : script.text
    }

    private static func source(_ source: Upload.Source) -> String {
        switch source {
        case .bytes(let bytes): "\(bytes.count) bytes"
        case .localFile(let path), .beside(let path): path
        }
    }
}
