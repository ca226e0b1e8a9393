import DocRunner
import Foundation
import Reports
import Testing

@Suite("Reporters")
struct ReporterTests {
    @Test("The console's report is as recorded, at 80 columns", arguments: GoldenCase.all)
    func console(_ golden: GoldenCase) throws {
        let text = ConsoleReporter.text(of: try golden.events(), on: Surface())
        try golden.expect("console.txt", holds: text)
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test("Colours change nothing but the look", arguments: GoldenCase.all)
    func colors(_ golden: GoldenCase) throws {
        let events = try golden.events()
        let colored = ConsoleReporter.text(of: events, on: Surface(isColored: true))
        #expect(colored.contains("\u{1B}["))
        let plain = colored.replacing(/\u{1B}\[[0-9]+m/, with: "")
        #expect(plain == ConsoleReporter.text(of: events, on: Surface()))
    }

    @Test("The live console is as recorded, at 80 columns, with its passing rows", arguments: GoldenCase.all)
    func live(_ golden: GoldenCase) throws {
        var console = LiveConsole(on: Surface()), shown = "", passing: [String] = []
        for event in try golden.events() {
            let status = console.status(at: event.time)
            if status != passing { shown += status.map { "~ \($0)\n" }.joined() }
            passing = status
            shown += console.rows(for: event).map { $0 + "\n" }.joined()
        }
        try golden.expect("live.txt", holds: shown)
    }

    @Test("JUnit XML is as recorded", arguments: GoldenCase.all)
    func junit(_ golden: GoldenCase) throws {
        try golden.expect("junit.xml", holds: JUnitReporter.text(of: try golden.events(), on: Surface()))
    }

    @Test("JSON Lines are read again as the same events", arguments: GoldenCase.all)
    func jsonLines(_ golden: GoldenCase) throws {
        let events = try golden.events()
        let text = JSONLinesReporter.text(of: events, on: Surface())
        #expect(try EventLines.events(in: text, file: "x") == events)
    }

    @Test(
        "Records of older versions, which had fewer outcomes, give the same reports",
        arguments: GoldenCase.all)
    func older(_ golden: GoldenCase) throws {
        let text = try golden.text("events.jsonl")
            .replacing("\"outcome\": \"would-change\"", with: "\"outcome\": \"changed\"")
            .replacing("\"outcome\": \"held-another-way\"", with: "\"outcome\": \"held\"")
        let events = try EventLines.events(in: text, file: "older.jsonl")
        try golden.expect("console.txt", holds: ConsoleReporter.text(of: events, on: Surface()))
        try golden.expect("junit.xml", holds: JUnitReporter.text(of: events, on: Surface()))
    }

    @Test("A moment of a drill that another version names otherwise is told by that name")
    func otherPhase() throws {
        let line = """
            {"event": "drill", "step": "a", "phase": "bad", "host": "ash", "detail": "no answer", "time": 1}
            """
        let events = try EventLines.events(in: line, file: "older.jsonl")
        #expect(
            events.map(\.what) == [
                .drill(step: "a", phase: .other, host: "ash", detail: "bad: no answer")
            ])
    }

    @Test("A line that is no event is named; a last line cut short is not missed")
    func badLine() throws {
        let good = "{\"event\": \"notice\", \"text\": \"x\", \"time\": 1}"
        let error = #expect(throws: (any Error).self) {
            try EventLines.events(in: "\(good)\n{\"event\": \"notice\"}\n\(good)\n", file: "run.jsonl")
        }
        #expect(error.map { "\($0)" }?.hasPrefix("run.jsonl:2:1: error: this line is no event") == true)
        #expect(try EventLines.events(in: "\(good)\n{\"eve", file: "x").count == 1)
    }

    @Test("Every form is listed once and found by its name")
    func list() {
        #expect(Set(Reporters.all.map { $0.name }).count == Reporters.all.count)
        for reporter in Reporters.all { #expect(Reporters.named(reporter.name)?.name == reporter.name) }
    }
}
