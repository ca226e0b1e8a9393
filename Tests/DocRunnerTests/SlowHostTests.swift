import DocRunner
import Foundation
import Steps
import Testing

@Suite("A slow host", .timeLimit(.minutes(3)))
struct SlowHostTests {
    @Test("does not keep a check from judging the steps that do not name it")
    func othersAreJudged() async throws {
        let bench = try Bench()
        defer { bench.remove() }
        let chapter = ["birch", "ash", "cedar"].map {
            "```bash {run #\($0) on=\($0) unless=true}\nfalse\n```\n"
        }
        .joined(separator: "\n")
        let events = Events()
        let run = try bench.run(try bench.plan(chapter), mode: .check, events: events) {
            host async throws(Unreachable) in
            if host.name == "birch" { await until { events.outcomes.count == 2 } }
            return try await bench.open(host)
        }
        #expect(await run.ask().counts == ["held": 3])
        #expect(events.outcomes == ["birch birch held", "ash ash held", "cedar cedar held"])
    }

    /// Waits for what another host brings about; a minute at most, so that a test fails and does not hang.
    private func until(_ isTrue: @Sendable () -> Bool) async {
        for _ in 0..<6000 where !isTrue() { try? await Task.sleep(for: .milliseconds(10)) }
        #expect(isTrue(), "the others waited for the slow host")
    }
}
