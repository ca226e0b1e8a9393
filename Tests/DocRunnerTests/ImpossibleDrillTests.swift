import DocRunner
import Foundation
import Steps
import Testing

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
        #expect(stage.differences == "web does not run here; the drill is not made")
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
