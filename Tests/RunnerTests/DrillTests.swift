import Foundation
import Runner
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
        #expect(stage.words("recovered").contains("the last 5 in a row good"))
        #expect(stage.switches.log == ["off ash, known: ash", "on ash"], "it is known before it is broken")
        #expect(!stage.isDown("ash"))
        #expect(try stage.bench.journal.unhealedDrills().isEmpty)
    }

    @Test("fails where clients are not served again in time, and heals all the same")
    func failure() async throws {
        let stage = try DrillStage()
        defer { stage.remove() }
        let summary = try await stage.run("\(Self.probe)\nrecover-within: 300ms").carryOut()
        #expect(summary.exitCode == 1)
        #expect(stage.differences.contains("not recovered within 0.3 s: downtime"))
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
}

@Suite("What a drill asks")
struct DrillQuestionTests {
    @Test("An invariant that did not hold once fails a drill that recovers")
    func invariants() async throws {
        let stage = try DrillStage(takeover: .milliseconds(200))
        defer { stage.remove() }
        let body = """
            \(DrillTests.probe)
            recovers: healed
            invariant:
            - {that: all of web is up, all: web, command: test ! -e down, every: 10ms}
            recover-within: 20s
            good: 5
            """
        #expect(try await stage.run(body, breaking: "{stop: web}").carryOut().exitCode == 1)
        #expect(stage.differences.hasPrefix("the invariant `all of web is up` did not hold"))
        #expect(stage.phases.contains("invariant broken"))
        #expect(stage.phases.contains("recovered"), "it is not the recovery that failed")
    }

    @Test("A host that the drill itself silenced is not counted by an invariant")
    func silent() async throws {
        let stage = try DrillStage(takeover: .milliseconds(200))
        defer { stage.remove() }
        let invariant = "invariant:\n- {none: web, command: test -e down, every: 10ms}"
        let summary = try await stage.run("\(DrillTests.probe)\n\(invariant)\nrecover-within: 20s\ngood: 5")
            .carryOut()
        #expect(summary.exitCode == 0, "\(stage.differences)")
    }

    @Test("No acknowledged write may be lost; refused ones do not count")
    func ledger() async throws {
        let stage = try DrillStage(takeover: .milliseconds(200))
        defer { stage.remove() }
        let ledger = """
            ledger:
              from: cedar
              write: test ! -e ../ash/down -o -e ../served && echo entry-$N >>book
              read: cat book
              clear: mv book old
              every: 10ms
            """
        let summary = try await stage.run("\(DrillTests.probe)\n\(ledger)\nrecover-within: 20s\ngood: 5")
            .carryOut()
        #expect(summary.exitCode == 0, "\(stage.differences)")
        #expect(stage.words("ledger").contains("writes acknowledged"))
        #expect(stage.words("ledger").hasSuffix("none lost"))
        #expect(!stage.words("ledger").contains(" 0 refused"))
        #expect(stage.bench.read("cedar/old")?.contains("entry-") == true)
    }

    @Test("An acknowledged write that is not read back fails the drill, with its number")
    func lostWrites() async throws {
        let stage = try DrillStage(takeover: .milliseconds(200))
        defer { stage.remove() }
        let ledger = """
            ledger:
              from: cedar
              write: if test -e ../served; then echo $N >>book; fi
              read: cat book
            """
        let summary = try await stage.run("\(DrillTests.probe)\n\(ledger)\nrecover-within: 20s\ngood: 5")
            .carryOut()
        #expect(summary.exitCode == 1)
        #expect(stage.differences.contains("acknowledged writes are lost"))
        #expect(stage.words("ledger").contains("LOST: "))
        #expect(stage.words("ledger").contains("(written at +0.0 s)"))
    }

    @Test("What must hold meanwhile is waited for, and only then is the host healed")
    func meanwhile() async throws {
        let stage = try DrillStage()
        defer { stage.remove() }
        let body = """
            \(DrillTests.probe)
            recovers: healed
            meanwhile:
            - {that: the loss is seen, from: birch, command: test -e ../ash/down, every: 10ms}
            recover-within: 20s
            good: 5
            """
        #expect(try await stage.run(body).carryOut().exitCode == 0, "\(stage.differences)")
        let order = stage.phases.filter { ["fault", "meanwhile", "healed", "recovered"].contains($0) }
        #expect(order == ["fault", "meanwhile", "healed", "recovered"])
    }

    @Test("What does not come to hold meanwhile fails the drill, by its name")
    func neverMeanwhile() async throws {
        let stage = try DrillStage(takeover: .milliseconds(50))
        defer { stage.remove() }
        let body =
            "\(DrillTests.probe)\nmeanwhile:\n- {that: pigs fly, from: birch, command: \"false\"}\nrecover-within: 400ms\ngood: 2"
        #expect(try await stage.run(body).carryOut().exitCode == 1)
        #expect(
            stage.differences.hasPrefix("`pigs fly`, under `meanwhile`, did not come to hold within 0.4 s"))
        #expect(!stage.isDown("ash"))
    }

    @Test(
        "A fault that nobody notices proves nothing, where it must be noticed",
        arguments: ["noticed: yes", "recovers: healed"])
    func unnoticed(field: String) async throws {
        let stage = try DrillStage()
        defer { stage.remove() }
        let body =
            "probe: {from: cedar, command: \"true\", every: 10ms}\n\(field)\nrecover-within: 300ms\ngood: 2"
        #expect(try await stage.run(body).carryOut().exitCode == 1)
        #expect(stage.differences.contains("the fault was not noticed within 0.3 s"))
    }

    @Test("A fault that nobody may notice fails the drill when somebody does")
    func noticed() async throws {
        let stage = try DrillStage(takeover: .milliseconds(100))
        defer { stage.remove() }
        let body = "\(DrillTests.probe)\nnoticed: no\nrecover-within: 20s\ngood: 5"
        #expect(try await stage.run(body).carryOut().exitCode == 1)
        #expect(stage.differences.contains("and must not be"))
    }
}

@Suite("A drill that cannot be made")
struct ImpossibleDrillTests {
    @Test("is broken, not failed, where its probe's command is missing; and nothing was broken")
    func brokenProbe() async throws {
        let stage = try DrillStage()
        defer { stage.remove() }
        _ = try await stage.run("probe: {from: cedar, command: no-such-command}\nrecover-within: 1s")
            .carryOut()
        #expect(stage.events.outcomes == ["drill ash broken"])
        #expect(stage.differences.contains("the probe cannot be asked on cedar"))
        #expect(stage.switches.log.isEmpty)
    }

    @Test("is unreachable where the host that asks is")
    func unreachableProber() async throws {
        let stage = try DrillStage()
        defer { stage.remove() }
        _ = try await stage.run("\(DrillTests.probe)\nrecover-within: 1s", unreachable: "cedar").carryOut()
        #expect(stage.events.outcomes == ["drill ash unreachable"])
        #expect(stage.switches.log.isEmpty)
    }

    @Test("fails where the probe gives no good answer even before")
    func badBefore() async throws {
        let stage = try DrillStage()
        defer { stage.remove() }
        _ = try await stage.run("probe: {from: cedar, command: \"false\"}\nrecover-within: 1s").carryOut()
        #expect(stage.events.outcomes == ["drill ash failed"])
        #expect(stage.differences.contains("no good answer even before the fault"))
        #expect(stage.switches.log.isEmpty)
    }

    @Test("is broken where the unit does not run that it would stop")
    func nothingToStop() async throws {
        let stage = try DrillStage()
        defer { stage.remove() }
        #expect(FileManager.default.createFile(atPath: "\(stage.bench.directory)/ash/down", contents: nil))
        _ = try await stage.run(
            "probe: {from: cedar, command: \"true\"}\nrecover-within: 1s", breaking: "{stop: web}"
        ).carryOut()
        #expect(stage.differences == "ash: web does not run here; the drill is not made")
        #expect(stage.events.outcomes == ["drill ash broken"])
    }

    @Test("stops at once when its probe breaks in the middle, and heals")
    func probeBreaks() async throws {
        let stage = try DrillStage()
        defer { stage.remove() }
        let body =
            "probe: {from: cedar, command: \"test ! -e ../ash/down || exit 127\", every: 10ms}\nrecover-within: 60s"
        _ = try await stage.run(body).carryOut()
        #expect(stage.events.outcomes == ["drill ash broken"])
        #expect(!stage.isDown("ash"))
    }
}

@Suite("The timer on a broken host")
struct DeadManTests {
    @Test("is armed before the host is broken and stopped once it is healed")
    func order() async throws {
        let stage = try DrillStage(takeover: nil)
        defer { stage.remove() }
        let body = "\(DrillTests.probe)\nrecovers: healed\nrecover-within: 20s\ngood: 3"
        #expect(
            try await stage.run(body, breaking: "{stop: web}").carryOut().exitCode == 0,
            "\(stage.differences)")
        let log = try #require(stage.bench.read("ash/log")).split(separator: "\n").filter {
            !$0.contains("is-active") && !$0.contains("reset-failed")
        }
        #expect(
            log == [
                "systemctl stop labctl-heal-drill.timer", "systemd-run", "systemctl stop -- web",
                "systemctl start -- web", "systemctl stop labctl-heal-drill.timer",
            ])
    }

    @Test("A host without systemd is not broken by a script, since nothing could heal it")
    func noSystemd() async throws {
        let stage = try DrillStage()
        defer { stage.remove() }
        try FileManager.default.removeItem(atPath: "\(stage.bench.directory)/ash/run")
        _ = try await stage.run("\(DrillTests.probe)\nrecover-within: 1s", breaking: "{stop: web}").carryOut()
        #expect(stage.events.outcomes == ["drill ash broken"])
        #expect(stage.differences.contains("without systemd nothing could heal this host by itself"))
        #expect(stage.bench.read("ash/log")?.contains("stop -- web") != true)
    }

    @Test("The author's own commands heal too, after a failure as well")
    func remedies() async throws {
        let stage = try DrillStage()
        defer { stage.remove() }
        let body =
            "\(DrillTests.probe)\nrecover-within: 200ms\nheal:\n- {on: \"birch,cedar\", run: test ! -e ../ash/down && touch mended}"
        #expect(try await stage.run(body).carryOut().exitCode == 1)
        #expect(stage.bench.read("birch/mended") != nil)
        #expect(stage.bench.read("cedar/mended") != nil)
    }
}
