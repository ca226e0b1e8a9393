import DocRunner
import Foundation
import Steps
import Testing

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

    @Test("heals the fault and carries the author's commands out where both are of one host")
    func both() async throws {
        let stage = try DrillStage()
        defer { stage.remove() }
        let body = "\(DrillTests.probe)\nrecover-within: 200ms\nheal:\n- {on: ash, run: touch mended}"
        _ = try await stage.run(body, breaking: "{stop: web}").carryOut()
        let armed = try #require(stage.bench.read("ash/armed"))
        #expect(armed.contains("systemctl start -- web"))
        #expect(armed.contains("touch mended"))
        #expect(stage.bench.read("ash/log")?.components(separatedBy: "systemd-run").count == 2, "one timer")
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
