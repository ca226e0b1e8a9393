import Foundation
import Steps
import Testing

@testable import DocRunner

@Suite("Code for this computer that nobody has allowed")
struct LocalCodeTests {
    private let bench: Bench

    init() throws { bench = try Bench() }

    /// The way to the bench's hosts; this computer is refused.
    private var refusing: Connections.Opener {
        { [bench] (host: Steps.Host) async throws(Unreachable) in
            guard host == .local else { return try await bench.open(host) }
            return LocalTransport(directory: bench.directory, isAllowed: { false })
        }
    }

    private var wasCarriedOut: Bool { bench.read("pwned") != nil }

    @Test(
        "is refused by the transport, whichever road leads there",
        arguments: [
            "```bash {run #a on=local}\ntouch pwned\n```\n",
            "```console {check #a on=local}\n$ touch pwned\n```\n",
            "```yaml {file #a on=local path=pwned}\ncontent: x\n```\n",
            "```bash {run #a on=ash unless=false shown-by=#q}\ntrue\n```\n\n```console {check #q on=local}\n$ touch pwned\n```\n",
        ])
    func refused(_ chapter: String) async throws {
        defer { bench.remove() }
        let chapter = chapter.replacing("pwned", with: "\(bench.directory)/pwned")
        let events = Events()
        for mode in [RunMode.check, .run] {
            let run = try bench.run(try bench.plan(chapter), mode: mode, events: events, reaching: refusing)
            _ = mode == .run ? await run.carryOut() : await run.ask()
            #expect(!wasCarriedOut)
        }
        #expect("\(events.all)".contains("--allow-local"))
    }

    @Test("is refused where only its value is wanted")
    func sources() async throws {
        defer { bench.remove() }
        let plan = try bench.plan(
            """
            ```bash {run #a on=local unless="touch \(bench.directory)/pwned; echo v" capture=v}
            echo v
            ```

            ```bash {run #b on=ash unless="test -n {{v}}"}
            true
            ```
            """)
        let selected = try StepSelection(only: ["b"]).applied(to: plan)
        #expect(selected.reach.map(\.step.id) == ["a", "b"])
        let run = try bench.run(selected, mode: .check, reaching: refusing)
        _ = await run.ask()
        #expect(!wasCarriedOut)
    }

    @Test("is refused where a journal names it, at once, and is told")
    func journal() async throws {
        defer { bench.remove() }
        let code = Script("touch \(bench.directory)/pwned")
        try bench.journal.remember(
            UnhealedDrill(
                step: "x", since: 1, heals: [HostHeal(host: "local", actions: [.run(code)])]))
        try bench.journal.remember(
            OpenMutation(host: "local", step: "a", title: "t", undoing: code))
        let events = Events()
        let plan = try bench.plan("```bash {run #a on=ash unless=true}\ntrue\n```\n")
        let run = try bench.run(plan, mode: .run, events: events, reaching: refusing)
        let start = ContinuousClock.now
        _ = await run.carryOut()
        #expect(!wasCarriedOut)
        #expect(ContinuousClock.now - start < .seconds(50), "a refusal is not waited for")
        let notices = events.all.compactMap { if case .notice(let text) = $0.what { text } else { nil } }
        #expect(notices.filter { $0.contains("--allow-local") }.count == 2)
        #expect(try bench.journal.unhealedDrills().count == 1, "it is still to be healed")
    }

    @Test(
        "cannot be reached by a captured value",
        arguments: [
            "probe: {from: \"{{cv}}\", command: \"true\"}",
            "probe: {from: ash, command: \"true\"}\nheal: [{on: \"{{cv}}\", run: \"true\"}]",
        ])
    func capturedHost(_ body: String) throws {
        defer { bench.remove() }
        let chapter = """
            ```bash {run #a on=ash capture=cv}
            echo local
            ```

            ```yaml {fault #f on=ash}
            break: {kill: sshx}
            \(body)
            recover-within: 1s
            ```
            """
        let inventory = Inventory(
            name: "bench", hosts: [Host(name: "ash", address: "127.0.0.1", roles: ["0", "1"])])
        let problems = #expect(throws: Diagnostics.self) { try Bench.plan(chapter, in: inventory) }
        #expect(problems?.list.first?.id == "captured-host")
    }
}
