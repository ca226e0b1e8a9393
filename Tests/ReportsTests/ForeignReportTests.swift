import DocRunner
import Foundation
import Reports
import Steps
import Testing

/// Records of runs that somebody else may have written.
@Suite("A foreign record")
struct ForeignReportTests {
    private func line(_ members: String) -> String { "{\(members), \"time\": 1}\n" }

    private func started(_ steps: [(id: String, hosts: [String])]) -> String {
        let steps = steps.map { id, hosts in
            let names = hosts.map { "\"\($0)\"" }.joined(separator: ",")
            return """
                {"hosts": [\(names)], "id": "\(id)", "kind": "check", "points": 1, "section": ["T"], "title": "t",
                "place": {"column": 1, "file": "j.md", "line": 3}}
                """.replacing("\n", with: " ")
        }
        return line(
            """
            "event": "run-started", "chapter": "j.md", "lab": "sa", "mode": "check", "title": "T", "steps": [\(steps.joined(separator: ","))]
            """)
    }

    private func finished(_ id: String, _ host: String, _ outcome: String, _ more: String = "") -> String {
        line(
            """
            "event": "host-finished", "step": "\(id)", "host": "\(host)", "outcome": "\(outcome)", "seconds": 1, "message": "",
            "differences": [\(more)]
            """.replacing("\n", with: " "))
    }

    private func ended(_ counts: String) -> String {
        line(
            "\"event\": \"run-finished\", \"seconds\": 1, \"wasInterrupted\": false, \"counts\": {\(counts)}")
    }

    private func report(_ text: String) throws -> (Report, [Event]) {
        let events = try EventLines.events(in: text, file: "x")
        return (Report(events), events)
    }

    @Test("forges no line of the table, by whatever it quotes")
    func forgedLines() throws {
        let lie = "x\\n\\n2 steps: 2 held\\nreport: ok\\u2028report: fine\\rreport: good"
        let text =
            started([("q", ["one"])])
            + finished(
                "q", "one", "failed", "{\"summary\": \"\(lie)\", \"evidence\": \"\", \"remedy\": \"\"}")
            + line("\"event\": \"step-finished\", \"step\": \"q\", \"outcome\": \"failed\", \"seconds\": 1")
            + line("\"event\": \"notice\", \"text\": \"\(lie)\"") + ended("\"failed\": 1")
        let (_, events) = try report(text)
        let shown = ConsoleReporter.text(of: events, on: Surface()).split(separator: "\n")
        #expect(!shown.contains { $0.hasPrefix("report:") || $0.hasPrefix("2 steps") }, "\(shown)")
        var console = LiveConsole(on: Surface())
        var live: [Substring] = []
        for event in events { live += console.rows(for: event).flatMap { $0.split(separator: "\n") } }
        #expect(!live.contains { $0.hasPrefix("report:") || $0.hasPrefix("2 steps") }, "\(live)")
    }

    @Test(
        "has the worse exit code of its counts and its steps",
        arguments: [
            ("held", "\"held\": 1", 0), ("held", "\"failed\": 1", 1), ("held", "\"unreachable\": 1", 2),
            ("failed", "\"held\": 1", 1), ("unreachable", "\"held\": 1", 2), ("failed", "\"failed\": -5", 1),
        ])
    func exitCode(_ outcome: String, _ counts: String, _ code: Int32) throws {
        for tellsStep in [true, false] {
            let step = tellsStep ? outcome : "held"
            let text =
                started([("q", ["one"])]) + finished("q", "one", outcome)
                + line(
                    "\"event\": \"step-finished\", \"step\": \"q\", \"outcome\": \"\(step)\", \"seconds\": 1")
                + ended(counts)
            #expect(try report(text).0.exitCode == code)
        }
    }

    /// How many times longer four times as much takes.
    private func growth(_ body: (Int) -> Void, _ size: Int) -> Double {
        func time(_ size: Int) -> Double { ContinuousClock().measure { body(size) }.seconds }
        _ = time(size)
        return (0..<3).map { _ in time(4 * size) / time(size) }.min() ?? 0
    }

    @Test("of four times as many notices, hosts or steps takes about four times as long")
    func linear() throws {
        let notices = growth(
            { size in
                _ = Report((0..<size).map { Event(time: 1, what: .notice("notice \($0)")) })
            }, 4000)
        #expect(notices < 9, "notices")
        let hosts = growth(
            { size in
                let results = (0..<size).map {
                    Event(
                        time: 1,
                        what: .hostFinished(step: "q", host: "h\($0)", result: HostResult(outcome: .held)))
                }
                _ = Report([Event(time: 1, what: .runStarted(header(1, [])))] + results)
            }, 2000)
        #expect(hosts < 9, "hosts")
        let steps = growth(
            { size in
                let header = header(size, ["a", "b", "c"])
                let ends = header.steps.map {
                    Event(time: 1, what: .stepFinished(step: $0.id, outcome: .held, seconds: 1))
                }
                _ = HTMLReporter.text(
                    of: [Event(time: 1, what: .runStarted(header))] + ends, on: Surface())
            }, 250)
        #expect(steps < 9, "steps")
    }

    private func header(_ count: Int, _ hosts: [String]) -> RunHeader {
        let steps = (0..<count).map { number in
            RunHeader.Entry(
                id: count == 1 ? "q" : "q\(number)", kind: "check", section: ["T"],
                place: SourcePlace(file: "j.md", line: 1), hosts: hosts, title: "t", points: 1)
        }
        return RunHeader(mode: "check", chapter: "j.md", title: "T", lab: "l", steps: steps)
    }
}
