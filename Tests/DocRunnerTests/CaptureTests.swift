import DocRunner
import Foundation
import Steps
import Testing

/// The value of a captured output is what the host says now.
@Suite("A captured value")
struct CaptureTests {
    private static let chapter = """
        ```bash {run #source on=ash unless="cat word.txt" capture=token}
        echo made >word.txt; echo made
        ```

        ```bash {run #user on=birch unless="test {{token}} = \\"$(cat ../ash/word.txt)\\"" needs=#source}
        false
        ```
        """

    private func write(_ text: String, _ bench: Bench) throws {
        try text.write(toFile: "\(bench.directory)/ash/word.txt", atomically: true, encoding: .utf8)
    }

    private func outcomes(_ bench: Bench, mode: RunMode, only: [String] = []) async throws -> [String] {
        let events = Events()
        let plan = try StepSelection(only: only).applied(to: try bench.plan(Self.chapter))
        let run = try bench.run(plan, mode: mode, events: events)
        _ = mode == .run ? await run.carryOut() : await run.ask()
        return events.outcomes
    }

    @Test(
        "is what the question answers now, whatever an earlier run kept",
        arguments: [RunMode.run, .check, .plan])
    func fresh(mode: RunMode) async throws {
        let bench = try Bench()
        defer { bench.remove() }
        try write("first\n", bench)
        #expect(try await outcomes(bench, mode: .run) == ["source ash held", "user birch held"])
        try write("second\n", bench)
        #expect(try await outcomes(bench, mode: mode) == ["source ash held", "user birch held"])
    }

    @Test("is asked for where the step that brings it is not selected")
    func unselected() async throws {
        let bench = try Bench()
        defer { bench.remove() }
        try write("first\n", bench)
        _ = try await outcomes(bench, mode: .run)
        try write("second\n", bench)
        #expect(try await outcomes(bench, mode: .check, only: ["user"]) == ["user birch held"])
        #expect(try await outcomes(bench, mode: .run, only: ["user"]) == ["user birch held"])
    }

    @Test("of an earlier run is not used where its step does not hold any more")
    func gone() async throws {
        let bench = try Bench()
        defer { bench.remove() }
        try write("first\n", bench)
        _ = try await outcomes(bench, mode: .run)
        try FileManager.default.removeItem(atPath: "\(bench.directory)/ash/word.txt")
        #expect(try await outcomes(bench, mode: .check) == ["source ash failed", "user birch skipped"])
        #expect(try await outcomes(bench, mode: .run) == ["source ash changed", "user birch held"])
    }

    /// A question that prints nothing: only the commands tell the value.
    private static let silent = """
        ```bash {run #source on=ash unless="test -e word.txt" capture=token}
        echo first >word.txt; cat word.txt
        ```

        ```bash {run #user on=birch unless="test {{token}} = first" needs=#source}
        false
        ```
        """

    @Test("whose question is silent is forgotten with its host's state, and no other is", arguments: [0, 1])
    func restored(number: Int) async throws {
        let bench = try Bench()
        defer { bench.remove() }
        _ = try await bench.run(try bench.plan(Self.silent), mode: .run).carryOut()
        #expect(try bench.journal.captures()["token"] == .text("first"))
        // The snapshot has the file of an earlier time, and so the question holds.
        try write("earlier\n", bench)
        try bench.journal.forgetCaptures(from: [bench.inventory.hosts[number]])
        let events = Events()
        _ = try await bench.run(try bench.plan(Self.silent), mode: .check, events: events).ask()
        #expect(events.outcomes == ["source ash held", "user birch \(number == 0 ? "skipped" : "held")"])
    }

    @Test("that is a secret is forgotten with its host's state")
    func secretRestored() async throws {
        let bench = try Bench()
        defer { bench.remove() }
        try bench.journal.keep(.secret("sw0rdfish"), as: "key", from: bench.inventory.hosts[0])
        try bench.journal.forgetCaptures(from: [bench.inventory.hosts[0]])
        #expect(try bench.journal.captures() == [:])
    }

    @Test("is the one of now where somebody is, too")
    func survey() async throws {
        let bench = try Bench()
        defer { bench.remove() }
        try write("second\n", bench)
        try bench.journal.keep(.text("first"), as: "token", from: bench.inventory.hosts[0])
        var survey = Survey(
            [try bench.plan(Self.chapter)], captures: try bench.journal.captures(),
            over: Connections(open: bench.open))
        #expect(await survey.take().steps.first?.map(\.state) == [.holds, .holds])
    }

    @Test("is the first host's, whoever answers last")
    func firstHost() async throws {
        let bench = try Bench()
        defer { bench.remove() }
        let chapter = """
            ```bash {run #names on=web creates=none capture=name}
            [[ $PWD == */birch ]] || sleep 0.3
            touch none; basename "$PWD"
            ```

            ```bash {run #told on=cedar unless="test {{name}} = ash"}
            false
            ```
            """
        let events = Events()
        _ = try await bench.run(try bench.plan(chapter), mode: .run, events: events).carryOut()
        #expect(events.outcomes.last == "told cedar held")
    }

    @Test("stays a secret when it is another one")
    func secret() async throws {
        let bench = try Bench()
        defer { bench.remove() }
        let chapter = "```bash {run #key on=ash unless=\"cat word.txt\" capture=key secret}\ntrue\n```\n"
        for word in ["sw0rdfish-1", "sw0rdfish-2"] {
            try write(word, bench)
            _ = try await bench.run(try bench.plan(chapter), mode: .check).ask()
            #expect(try bench.journal.captures()["key"] == .secret(word))
        }
    }

    @Test("that is too long is refused", arguments: ["unless=\"cat long.txt\"", "creates=none"])
    func long(question: String) async throws {
        let bench = try Bench()
        defer { bench.remove() }
        try String(repeating: "x y\n", count: 50_000).write(
            toFile: "\(bench.directory)/ash/long.txt", atomically: true, encoding: .utf8)
        let chapter = "```bash {run #long on=ash \(question) capture=long}\ncat long.txt; touch none\n```\n"
        let events = Events()
        _ = try await bench.run(try bench.plan(chapter), mode: .run, events: events).carryOut()
        let messages = events.all.compactMap { event in
            if case .hostFinished(_, _, let result) = event.what { result.message } else { nil }
        }
        #expect(messages.first?.contains("longer than 64 KiB") == true)
        #expect(try bench.journal.captures()["long"] == nil)
    }

    @Test("of another chapter does not stand for this chapter's own variable")
    func otherChapter() async throws {
        let bench = try Bench()
        defer { bench.remove() }
        try bench.journal.keep(.text("red"), as: "colour", from: bench.inventory.hosts[0])
        let chapter = "```bash {run #own on=ash unless=\"test {{colour}} = green\"}\nfalse\n```\n"
        let events = Events()
        _ = try await bench.run(try bench.plan(chapter), mode: .check, events: events).ask()
        #expect(events.outcomes == ["own ash held"])
    }
}
