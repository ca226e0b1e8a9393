import DocRunner
import Foundation
import Testing

/// Each folder of `Cases` holds a chapter and what comes of `check`, `run`, `run` again and `check` again.
@Suite("A chapter carried out on three hosts")
struct ChapterCaseTests {
    static let cases = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
        "Cases")

    static var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: cases.path)) ?? []).filter {
            FileManager.default.fileExists(atPath: cases.appending(path: "\($0)/chapter.md").path)
        }.sorted()
    }

    @Test("comes out as its folder says", arguments: names)
    func outcome(_ name: String) async throws {
        let folder = Self.cases.appendingPathComponent(name)
        let chapter = try String(contentsOf: folder.appendingPathComponent("chapter.md"), encoding: .utf8)
        let expected = try? String(contentsOf: folder.appendingPathComponent("expected.txt"), encoding: .utf8)
        let bench = try Bench()
        defer { bench.remove() }
        var lines: [String] = []
        for mode in [RunMode.check, .run, .run, .check] {
            let events = Events()
            let run = try bench.run(try bench.plan(chapter), mode: mode, events: events)
            let summary = mode == .check ? await run.ask() : await run.carryOut()
            lines += ["\(mode.rawValue): exit \(summary.exitCode)"] + events.outcomes.map { "  \($0)" }
        }
        let found = lines.joined(separator: "\n") + "\n"
        if found != expected {
            let place = NSTemporaryDirectory() + "\(name).txt"
            try found.write(toFile: place, atomically: true, encoding: .utf8)
            Issue.record(
                "\(name) came out otherwise:\n\(found)\nto accept: cp \(place) \(folder.path)/expected.txt")
        }
    }
}
