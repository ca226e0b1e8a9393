import DocRunner
import Testing

/// What a plan says of points is what holds now.
@Suite("Points")
struct PointsTests {
    @Test("of a plan are those of steps that hold, not of what would be done")
    func plan() async throws {
        let bench = try Bench()
        defer { bench.remove() }
        let chapter = """
            ```bash {run #done on=ash unless=true points=2}
            false
            ```

            ```bash {run #todo on=ash creates=x points=5}
            touch x
            ```
            """
        let planned = try await bench.run(try bench.plan(chapter), mode: .plan).ask()
        #expect(planned.points?.earned == 2 && planned.points?.possible == 7)
        #expect(planned.counts == ["held": 1, "would-change": 1] && planned.exitCode == 0)
        let run = try await bench.run(try bench.plan(chapter), mode: .run).carryOut()
        #expect(run.points?.earned == 7)
    }
}
