import Foundation
import Steps
import Synchronization
import Testing

@testable import DocRunner

/// Chapters whose checks are good, weak or never red, on three directories with a real bash; the net copies them.
@Suite("A selftest on three hosts")
struct SelftestTests {
    private func selftest(
        _ chapter: String, only: Set<String>? = nil, atLeast: Int = 95, events: Events = Events(),
        netFails: String? = nil
    ) async throws -> (lines: [String], summary: RunSummary, calls: [String]) {
        let bench = try Bench()
        defer { bench.remove() }
        let plan = try bench.plan(chapter)
        let net = CopiedNet(bench: bench, failing: netFails)
        let run = try bench.run(plan, mode: .selftest, events: events)
        let patience = SelftestPatience(
            noticing: .milliseconds(50), undone: .milliseconds(50), restored: .milliseconds(500))
        let summary = await run.selftest(
            only ?? Set(plan.entries.map(\.step.id)), over: net, atLeast: atLeast, patience: patience)
        return (events.mutations, summary, net.calls)
    }

    /// A chapter of one step whose check is `condition`, and of one mutation.
    private static func made(
        unless condition: String = "grep -q good made", undo: String = "echo good >made"
    ) -> String {
        """
        ```bash {run #made on=ash unless="\(condition)"}
        echo good >made
        ```

        ```bash {mutation for=#made title="it is bad" undo="\(undo)"}
        echo bad >made
        ```
        """
    }

    @Test("A check that notices kills the mutation, and what was broken is undone")
    func killed() async throws {
        let (lines, summary, calls) = try await selftest(
            Self.made())
        #expect(lines == ["made ash declared killed: it is bad"])
        #expect(summary.exitCode == 0)
        #expect(summary.mutations?.rate == 100)
        #expect(calls == ["keep", "put back all", "forget"])
    }

    @Test("A weak check lets the mutation survive, and the chapter fails")
    func survived() async throws {
        let (lines, summary, _) = try await selftest(
            Self.made(unless: "test -e made"))
        #expect(lines == ["made ash declared survived: it is bad"])
        #expect(summary.exitCode == 1)
        #expect(summary.mutations?.neverRed == [])
    }

    @Test("A survivor that the chapter explains carries its reason, and counts as what it is")
    func explained() async throws {
        let events = Events()
        let (_, summary, _) = try await selftest(
            """
            ```bash {run #made on=ash unless="test -e made"}
            echo good >made
            ```

            ```bash {mutation for=#made title="it is bad" undo="echo good >made" survives="its being there is enough"}
            echo bad >made
            ```
            """, atLeast: 0, events: events)
        #expect(events.reasons == ["its being there is enough"])
        #expect(summary.mutations?.survived == 1)
        #expect(summary.exitCode == 0)
    }

    @Test("Where nothing undoes it, only the host that was touched is put back")
    func putBack() async throws {
        let (lines, _, calls) = try await selftest(
            """
            ```bash {run #made on=web unless="grep -q good made"}
            echo good >made
            ```

            ```bash {mutation for=#made title="it is bad"}
            echo bad >made
            ```
            """)
        #expect(lines == ["made ash declared killed: it is bad", "made birch declared killed: it is bad"])
        #expect(calls == ["keep", "put back ash", "put back birch", "put back all", "forget"])
    }

    @Test("Where the undoing does not help, the host is put back too")
    func badUndo() async throws {
        let (lines, summary, calls) = try await selftest(
            """
            ```bash {run #made on=ash unless="grep -q good made"}
            echo good >made
            ```

            ```bash {mutation for=#made title="it is bad" undo=true}
            echo bad >made
            ```
            """)
        #expect(lines == ["made ash declared killed: it is bad"])
        #expect(calls == ["keep", "put back ash", "put back all", "forget"])
        #expect(summary.exitCode == 0)
    }

    @Test("What another step's mutation took down is found after its section, and put back")
    func aftermath() async throws {
        let (_, summary, calls) = try await selftest(
            """
            ```bash {run #made on=ash unless="grep -q good made"}
            echo good >made
            ```

            ```bash {mutation for=#made title="it is bad" undo="echo good >made; rm ../birch/other"}
            echo bad >made
            ```

            # More

            ```bash {run #other on=birch unless="test -e other"}
            touch other
            ```
            """)
        #expect(calls.contains("put back birch"))
        #expect(summary.mutations?.untested == ["other"])
    }

    @Test("A check that held before anything was done and under every mutation was never red")
    func neverRed() async throws {
        let (lines, summary, _) = try await selftest(
            """
            ```yaml {check #always on=ash}
            command: "true"
            ```

            ```bash {run #held on=ash unless="true"}
            touch nothing
            ```
            """, atLeast: 0)
        #expect(lines == ["always ash answer killed: `true`: the exit status is 1"])
        #expect(
            summary.mutations?.neverRed == ["always", "held"], "a false answer alone is no failure on a host")
        #expect(summary.exitCode == 1)
    }

    @Test("A check that could only not be asked before was not red; it must be seen to fail on a host")
    func brokenBefore() async throws {
        let (_, summary, _) = try await selftest(
            """
            ```bash {run #tool on=ash unless="test -x tool"}
            printf '#!/bin/sh\\nexit 0\\n' >tool; chmod +x tool
            ```

            ```yaml {check #works on=ash}
            command: ./tool
            ```
            """, atLeast: 0)
        #expect(summary.mutations?.neverRed == ["works"])
    }

    @Test(
        "One that cannot keep the lab's state, or not bring it back, proves nothing",
        arguments: ["keep", "put back all"])
    func endedEarly(at words: String) async throws {
        let (_, summary, _) = try await selftest(
            Self.made(), netFails: words)
        #expect(summary.mutations?.endedEarly?.contains("the switch is stuck") == true)
        #expect(summary.exitCode == 1)
    }

    @Test("An undoing that fails is not believed, whatever the check says")
    func failedUndo() async throws {
        let (lines, _, calls) = try await selftest(
            Self.made(unless: "test -e made", undo: "false"))
        #expect(lines == ["made ash declared survived: it is bad"])
        #expect(calls == ["keep", "put back ash", "put back all", "forget"])
    }

    @Test("What a killed one broke is forgotten only once it is undone")
    func leftovers() async throws {
        let bench = try Bench()
        defer { bench.remove() }
        for (host, undoing) in [("ash", "touch undone"), ("birch", "false"), ("oak", "true")] {
            try bench.journal.remember(
                OpenMutation(host: host, step: "made", title: "it is bad", undoing: Script(undoing)))
        }
        let chapter = "```bash {run #a on=cedar creates=a}\ntouch a\n```\n"
        _ = try await bench.run(try bench.plan(chapter), mode: .run).carryOut()
        #expect(bench.read("ash/undone") != nil)
        #expect(try bench.journal.openMutations().map(\.host) == ["birch", "oak"])
    }

    @Test("False answers of a quantified check are judged with those of the other hosts")
    func quantified() async throws {
        let (lines, _, _) = try await selftest(
            """
            ```bash {run #leader on=ash unless="test -e leader"}
            touch leader
            ```

            ```yaml {check #one-leader}
            exactly: 1 of web
            command: test -e leader
            ```
            """, only: ["one-leader"])
        #expect(lines == ["one-leader ash answer killed: `test -e leader`: the exit status is 1"])
    }

    @Test("A mutation that cannot be carried out teaches nothing and counts against the chapter")
    func undecided() async throws {
        let (lines, summary, _) = try await selftest(
            """
            ```bash {run #made on=ash unless="grep -q good made"}
            echo good >made
            ```

            ```bash {mutation for=#made title="it fails" undo=true}
            false
            ```

            ```bash {mutation for=#made title="there is nothing" undo=true}
            exit 77
            ```
            """)
        #expect(
            lines == [
                "made ash declared undecided: it fails", "made ash declared passed-over: there is nothing",
            ])
        #expect(summary.mutations?.rate == 0)
        #expect(summary.exitCode == 1)
    }

    @Test("A chapter that does not hold is not broken further")
    func chapterFails() async throws {
        let (lines, summary, calls) = try await selftest(
            """
            ```bash {run #made on=ash unless="test -e made"}
            false
            ```
            """)
        #expect(lines.isEmpty)
        #expect(calls.isEmpty)
        #expect(summary.exitCode == 1)
    }

    @Test("What a killed selftest left broken is undone by the next run, and told")
    func killedSelftest() async throws {
        let bench = try Bench()
        defer { bench.remove() }
        try bench.journal.remember(
            OpenMutation(
                host: "ash", step: "made", title: "it is bad", undoing: Script("echo good >made")))
        let events = Events()
        let plan = try bench.plan(
            """
            ```bash {run #made on=ash unless="grep -q good made"}
            exit 1
            ```
            """)
        #expect(try await bench.run(plan, mode: .run, events: events).carryOut().exitCode == 0)
        #expect(events.notices == ["ash: a selftest of `made` was cut short: it is bad; it is undone"])
        #expect(try bench.journal.openMutations() == [])
    }
}

extension Events {
    /// `step host origin fate: title`, a line each.
    fileprivate var mutations: [String] {
        results.map { "\($0) \($1) \($2.origin.rawValue) \($2.fate.rawValue): \($2.title)" }
    }

    fileprivate var reasons: [String] { results.map(\.2.reason) }

    fileprivate var notices: [String] {
        all.compactMap { if case .notice(let text) = $0.what { text } else { nil } }
    }

    private var results: [(String, String, MutationResult)] {
        all.compactMap { event in
            if case .mutationFinished(let step, let host, let result) = event.what {
                (step, host, result)
            } else {
                nil
            }
        }
    }
}

/// Copies of the hosts' directories.
private final class CopiedNet: SafetyNet {
    private let bench: Bench
    private let said = Mutex<[String]>([])

    private let failing: String?

    /// `failing` is the word that it says before it fails.
    init(bench: Bench, failing: String? = nil) { (self.bench, self.failing) = (bench, failing) }

    var calls: [String] { said.withLock { $0 } }
    let command = "cp"

    func keep() async throws {
        try say("keep")
        for host in bench.inventory.hosts { try copy(host.name, to: "kept-\(host.name)") }
    }

    func putBack(_ hosts: [Steps.Host]) async throws {
        let names = hosts.isEmpty ? "all" : hosts.map(\.name).joined(separator: " ")
        try say("put back \(names)")
        for host in hosts.isEmpty ? bench.inventory.hosts : hosts {
            try copy("kept-\(host.name)", to: host.name)
        }
    }

    func forget() async throws { try say("forget") }

    private func say(_ words: String) throws {
        said.withLock { $0.append(words) }
        if words == failing { throw StageError() }
    }

    private func copy(_ name: String, to other: String) throws {
        try? FileManager.default.removeItem(atPath: "\(bench.directory)/\(other)")
        try FileManager.default.copyItem(
            atPath: "\(bench.directory)/\(name)", toPath: "\(bench.directory)/\(other)")
    }
}
