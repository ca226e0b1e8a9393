import DocRunner
import Foundation
import Steps
import Testing

@Suite("A drill")
struct DrillTests {
    /// A client's question that is answered unless ash is down and nobody took over.
    static let probe = """
        probe:
          from: cedar
          command: test ! -e ../ash/down -o -e ../served
          every: 10ms
        """

    @Test("recovers, tells its timeline and leaves nothing broken")
    func recovers() async throws {
        let stage = try DrillStage(takeover: .milliseconds(200))
        defer { stage.remove() }
        let summary = try await stage.run("\(Self.probe)\nrecover-within: 20s\ngood: 5").carryOut()
        #expect(summary.exitCode == 0)
        #expect(stage.phases == ["fault", "first bad answer", "last bad answer", "recovered", "healed"])
        let goodAtTheEnd = try #require(
            stage.words("recovered").firstMatch(of: /the last ([0-9]+) in a row good/))
        #expect(try #require(Int(goodAtTheEnd.1)) >= 5)
        #expect(stage.switches.log == ["off ash, known: ash", "on ash"], "it is known before it is broken")
        #expect(!stage.isDown("ash"))
        #expect(try stage.bench.journal.unhealedDrills().isEmpty)
    }

    @Test("fails where clients are not served again in time, and heals all the same")
    func failure() async throws {
        let stage = try DrillStage()
        defer { stage.remove() }
        let summary = try await stage.run("\(Self.probe)\nrecover-within: 2s").carryOut()
        #expect(summary.exitCode == 1)
        #expect(stage.differences.contains("not recovered within 2.0 s: downtime"))
        #expect(stage.evidence.contains("disks, on cedar"), "the probe is asked there")
        #expect(stage.evidence.count == Set(stage.evidence).count, "nothing is told twice")
        #expect(!stage.isDown("ash"))
    }

    @Test("heals when the run is given up in the middle")
    func cancelled() async throws {
        let stage = try DrillStage()
        defer { stage.remove() }
        let run = try stage.run("\(Self.probe)\nrecover-within: 60s")
        let task = Task { await run.carryOut() }
        await stage.wait(for: "first bad answer")
        task.cancel()
        #expect(await task.value.exitCode == 1)
        #expect(stage.differences.contains("it was given up, and healed all the same"))
        #expect(!stage.isDown("ash"))
        #expect(try stage.bench.journal.unhealedDrills().isEmpty)
    }

    @Test("that could not be healed is healed by the next run, before anything else")
    func nextRun() async throws {
        let stage = try DrillStage(badStarts: 1)
        defer { stage.remove() }
        let body = "\(Self.probe)\nrecover-within: 100ms"
        #expect(try await stage.run(body).carryOut().exitCode == 1)
        #expect(stage.isDown("ash"))
        #expect(
            stage.differences.contains("ash is not healed: the switch is stuck; try again: labctl lab heal"))
        let check = try stage.bench.run(
            try stage.bench.plan("```bash {run #s on=ash unless=true}\nfalse\n```"), mode: .check,
            events: stage.events)
        _ = await check.ask()
        #expect(stage.isDown("ash"), "a check changes nothing")
        #expect(
            stage.notices.contains { $0.contains("ash may be broken by it; `labctl lab heal` mends that") })
        _ = try await stage.run(chapter: "```bash {run #s on=ash unless=\"test ! -e down\"}\nfalse\n```")
            .carryOut()
        #expect(!stage.isDown("ash"))
        #expect(
            stage.notices.suffix(2) == [
                "drill `drill` was cut short: healing ash", "drill `drill` is healed",
            ])
    }

    @Test("that recovered and could not be healed is broken: a switch that is stuck costs a student nothing")
    func stuck() async throws {
        let stage = try DrillStage(takeover: .milliseconds(50), badStarts: 1)
        defer { stage.remove() }
        _ = try await stage.run("\(Self.probe)\nrecover-within: 20s\ngood: 3").carryOut()
        #expect(stage.events.outcomes == ["drill ash broken"])
    }

    @Test("breaks and heals with the values that earlier steps have brought")
    func captured() async throws {
        let stage = try DrillStage(takeover: .milliseconds(50))
        defer { stage.remove() }
        let chapter = """
            ```bash {run #word on=ash creates=word capture=word secret}
            touch word; echo mended-$((1000 + 234))
            ```

            ```yaml {fault #drill on=ash}
            break: power-off
            \(Self.probe)
            recover-within: 20s
            good: 3
            heal:
            - {on: birch, run: "touch {{word}}; false"}
            ```
            """
        #expect(try await stage.run(chapter: chapter).carryOut().exitCode == 1)
        #expect(stage.bench.read("birch/mended-1234") != nil)
        // It is not healed, so all that heals it is remembered; the secret in it not by the journal.
        let heals = try #require(try stage.bench.journal.unhealedDrills().first).remedies
        #expect(heals == [HostHeal(host: "birch", actions: [.run(Script("touch mended-1234; false"))])])
        for file in ["journal.sqlite", "journal.sqlite-wal"] {
            let bytes = FileManager.default.contents(atPath: "\(stage.bench.directory)/\(file)") ?? Data()
            #expect(bytes.range(of: Data("mended-1234".utf8)) == nil, "\(file)")
        }
    }

    @Test("is passed over without consent")
    func consent() async throws {
        let stage = try DrillStage()
        defer { stage.remove() }
        let chapter =
            "```yaml {fault #drill on=ash}\nbreak: power-off\n\(Self.probe)\nrecover-within: 1s\n```"
        _ = try await stage.run(chapter: chapter, drills: false).carryOut()
        #expect(stage.events.outcomes == ["drill ash passed-over"])
        #expect(stage.switches.log.isEmpty)
    }

    @Test("that failed tells one downtime, and each command that healed before it is healed")
    func toldOnce() async throws {
        let stage = try DrillStage()
        defer { stage.remove() }
        let body = "\(Self.probe)\nrecover-within: 500ms\nheal:\n- {on: birch, run: \"touch mended\"}"
        _ = try await stage.run(body).carryOut()
        let messages = stage.events.all.compactMap { event in
            if case .hostFinished(_, _, let result) = event.what { result.message } else { nil }
        }
        #expect(messages.map { $0.split(separator: "downtime").count - 1 } == [1])
        #expect(stage.phases.suffix(2) == ["heal", "healed"])
        #expect(stage.words("heal").contains("touch mended"))
    }

    @Test("writes numbers into its ledger that a column of 32 bits holds, and no number twice")
    func numbers() async throws {
        let stage = try DrillStage(takeover: .milliseconds(50))
        defer { stage.remove() }
        let body = """
            \(Self.probe)
            recover-within: 20s
            good: 3
            ledger: {from: cedar, write: "echo $N >>book", read: cat book, every: 10ms}
            """
        for _ in 0..<2 {
            _ = try await stage.run(body).carryOut()
            try? FileManager.default.removeItem(atPath: "\(stage.bench.directory)/served")
        }
        let numbers = (stage.bench.read("cedar/book") ?? "").split(separator: "\n").compactMap { Int($0) }
        #expect(numbers.count > 1 && numbers.count == Set(numbers).count)
        #expect(numbers.allSatisfy { (1...Int(Int32.max)).contains($0) })
    }
}
