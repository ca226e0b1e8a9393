import DocRunner
import Reports
import Steps
import Testing

@testable import Handouts

@Suite("Results in a page")
struct ResultTests {
    /// A run in which `conf` failed on balar, `answer` failed on morrigan, and `answers` was never come to.
    static let report = Report([
        Event(time: 0, what: .runStarted(header)),
        finished("conf", "morrigan", HostResult(outcome: .held)),
        finished(
            "conf", "balar",
            HostResult(
                outcome: .failed, differences: [Difference("it differs <here>", evidence: "-old\n+new")],
                evidence: [Evidence("its journal", "line <1>")], cause: Cause("the disk is full"))),
        Event(time: 1, what: .stepFinished(step: "conf", outcome: .failed, seconds: 1)),
        finished(
            "answer", "morrigan",
            HostResult(outcome: .failed, differences: [Difference("no way", evidence: "touch /the-way")])),
        Event(time: 1, what: .stepFinished(step: "answer", outcome: .failed, seconds: 1)),
    ])

    static let header = RunHeader(
        mode: "run", chapter: "guide/02-two.md", title: "Two", lab: "celtic",
        steps: ["conf", "answer", "answers"].map {
            RunHeader.Entry(
                id: $0, kind: "file", section: [], place: SourcePlace(file: "x", line: 1),
                hosts: ["morrigan", "balar"],
                title: "", points: 1)
        })

    static func finished(_ step: String, _ host: String, _ result: HostResult) -> Event {
        Event(time: 1, what: .hostFinished(step: step, host: host, result: result))
    }

    let page = Example.page(results: report).html

    @Test("Each step says how it ended, with the evidence beside it, as text")
    func stamped() {
        #expect(page.contains("is-failed\" id=\"conf\"") && page.contains("it differs &lt;here&gt;"))
        #expect(
            page.contains("-old\n+new") && page.contains("line &lt;1&gt;")
                && page.contains("the disk is full"))
        #expect(page.contains("never run"))
    }

    @Test("Evidence of a solution is not in a student's page")
    func solution() { #expect(page.contains("is-failed\" id=\"answer\"") && !page.contains("/the-way")) }

    @Test("Without a run nothing is stamped")
    func nothing() { #expect(!Example.page().html.contains("never run")) }
}
