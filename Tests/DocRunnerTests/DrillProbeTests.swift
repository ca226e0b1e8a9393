import DocRunner
import Foundation
import Steps
import Testing

@Suite("What a drill asks")
struct DrillProbeTests {
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
        let stage = try DrillStage(takeover: .seconds(1))
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
              read: touch book; cat book
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

    @Test("What held while the fault was still being made does not count meanwhile")
    func tooEarly() async throws {
        let stage = try DrillStage(takeover: .milliseconds(50), slowness: .milliseconds(200))
        defer { stage.remove() }
        let meanwhile =
            "meanwhile:\n- {that: it is up, from: birch, command: test ! -e ../ash/down, every: 10ms}"
        let body = "\(DrillTests.probe)\n\(meanwhile)\nrecover-within: 600ms\ngood: 2"
        #expect(try await stage.run(body).carryOut().exitCode == 1)
        #expect(stage.differences.hasPrefix("`it is up`, under `meanwhile`, did not come to hold"))
    }

    @Test("Good answers while the fault was still being made are no recovery")
    func tooEarlyARow() async throws {
        let stage = try DrillStage(slowness: .milliseconds(300))
        defer { stage.remove() }
        let body = "\(DrillTests.probe)\nrecover-within: 800ms\ngood: 3"
        #expect(try await stage.run(body).carryOut().exitCode == 1)
        #expect(stage.differences.hasPrefix("not recovered within 0.8 s"))
    }

    @Test("An invariant of which only the broken host could tell is not known, and not held")
    func unknownInvariant() async throws {
        let stage = try DrillStage(takeover: .milliseconds(50))
        defer { stage.remove() }
        let invariant = "invariant:\n- {that: it is well, from: ash, command: \"true\", every: 10ms}"
        let body = "\(DrillTests.probe)\n\(invariant)\nrecover-within: 20s\ngood: 2"
        #expect(try await stage.run(body).carryOut().exitCode == 2)
        #expect(
            stage.differences.hasPrefix(
                "the invariant `it is well` could not be asked while the fault lasted"))
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
        let stage = try DrillStage(takeover: .seconds(1))
        defer { stage.remove() }
        let body = "\(DrillTests.probe)\nnoticed: no\nrecover-within: 20s\ngood: 5"
        #expect(try await stage.run(body).carryOut().exitCode == 1)
        #expect(stage.differences.contains("and must not be"))
    }
}
