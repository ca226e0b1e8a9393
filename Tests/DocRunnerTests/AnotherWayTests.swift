import DocRunner
import Foundation
import Testing

/// What was carried out in another way than the chapter writes.
@Suite("A step that was done in another way")
struct AnotherWayTests {
    private static func chapter(on bench: Bench) -> String {
        """
        # A page

        ```text {file #page on=ash path=\(bench.directory)/ash/page.txt mode=0644 shown-by=#welcome}
        welcome
        ```

        ```console {check #welcome on=ash}
        $ cat *.txt
        welcome
        ```
        """
    }

    private static func outcomes(mode: RunMode, prepare: (Bench) throws -> Void) async throws -> [String] {
        let bench = try Bench()
        defer { bench.remove() }
        try prepare(bench)
        let events = Events()
        let run = try bench.run(try bench.plan(chapter(on: bench)), mode: mode, events: events)
        _ = mode == .check ? await run.ask() : await run.carryOut()
        return events.outcomes
    }

    private static func write(_ text: String, _ name: String, mode: Int = 0o644) -> (Bench) throws -> Void {
        { bench in
            let path = "\(bench.directory)/ash/\(name)"
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        }
    }

    @Test("is found to hold where a check shows its result")
    func otherName() async throws {
        let outcomes = try await Self.outcomes(mode: .check, prepare: Self.write("welcome\n", "mine.txt"))
        #expect(outcomes == ["page ash held-another-way", "welcome ash held"])
    }

    @Test("does not hold where the result is not there")
    func noResult() async throws {
        let outcomes = try await Self.outcomes(mode: .check, prepare: Self.write("go away\n", "mine.txt"))
        #expect(outcomes == ["page ash failed", "welcome ash failed"])
    }

    @Test("is no excuse for wrong rights")
    func rights() async throws {
        let outcomes = try await Self.outcomes(
            mode: .check, prepare: Self.write("welcome\n", "page.txt", mode: 0o666))
        #expect(outcomes == ["page ash failed", "welcome ash held"])
    }

    @Test("is done in the chapter's way by a run")
    func run() async throws {
        let outcomes = try await Self.outcomes(
            mode: .run, prepare: Self.write("welcome\n", "page.txt", mode: 0o666))
        #expect(outcomes == ["page ash changed", "welcome ash held"])
    }

    @Test("counts where somebody is, too")
    func standing() async throws {
        let bench = try Bench()
        defer { bench.remove() }
        try Self.write("welcome\n", "mine.txt")(bench)
        var survey = Survey(
            [try bench.plan(Self.chapter(on: bench))], captures: [:], over: Connections(open: bench.open))
        #expect(await survey.take().steps.first?.map(\.state) == [.holds, .holds])
    }

    private static let twoHosts = """
        ```bash {run #page on=web creates=page.txt shown-by=#welcome}
        echo welcome >page.txt
        ```

        ```console {check #welcome on=ash}
        $ cat *.txt
        welcome
        ```
        """

    private static func twoHosts(in bench: Bench) throws -> Plan {
        for host in ["ash", "birch"] {
            try "welcome\n".write(
                toFile: "\(bench.directory)/\(host)/mine.txt", atomically: true, encoding: .utf8)
        }
        return try bench.plan(twoHosts)
    }

    @Test("is shown only on hosts that the checks ask")
    func otherHost() async throws {
        let bench = try Bench()
        defer { bench.remove() }
        let events = Events()
        let plan = try Self.twoHosts(in: bench)
        _ = try await bench.run(plan, mode: .check, events: events).ask()
        #expect(
            events.outcomes.sorted() == [
                "page ash held-another-way", "page birch failed", "welcome ash held",
            ])
        var survey = Survey([plan], captures: [:], over: Connections(open: bench.open))
        #expect(await survey.take().steps.first?.first?.hosts.map(\.state) == [.holds, .differs])
    }

    @Test("is known where only that step is asked, and to the tutor, who leaves it alone")
    func alone() async throws {
        let bench = try Bench()
        defer { bench.remove() }
        try Self.write("welcome\n", "mine.txt")(bench)
        let plan = try StepSelection(only: ["page"]).applied(to: try bench.plan(Self.chapter(on: bench)))
        let events = Events()
        _ = try await bench.run(plan, mode: .check, events: events).ask()
        #expect(events.outcomes == ["page ash held-another-way"])
        let taught = try bench.run(plan, mode: .run)
        #expect(await taught.find(0).map(\.result.outcome) == [.heldAnotherWay])
        #expect(await taught.carryOut(0, accepting: true) == .heldAnotherWay)
        #expect(bench.read("ash/page.txt") == nil)
    }
}
