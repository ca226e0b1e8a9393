import Foundation
import Labs
import Steps
import Testing

@testable import DocRunner

@Suite("Secrets of a run")
struct SecretTests {
    private static let place = SourcePlace(file: "chapter.md", line: 1)
    private static let entry = RunHeader.Entry(
        id: "a", kind: "run", section: [], place: place, hosts: [], title: "echo swordfish", points: 1)
    private static let result = HostResult(
        outcome: .failed, differences: [Difference("is swordfish", evidence: "+swordfish")],
        message: "swordfish", evidence: [Evidence("swordfish", "swordfish")], cause: Cause("swordfish"))

    private static let mutation = MutationResult(
        title: "swordfish", origin: .declared, fate: .survived, detail: "swordfish", asked: "swordfish",
        reason: "swordfish", place: place)

    @Test(
        "are masked in every event",
        arguments: [
            Event.What.runStarted(
                RunHeader(mode: "run", chapter: "c", title: "t", lab: "l", steps: [entry])),
            .probed(step: "a", host: "h", differences: result.differences),
            .output(step: "a", host: "h", stream: .output, text: "swordfish\n"),
            .hostFinished(step: "a", host: "h", result: result),
            .drill(step: "a", phase: .fault, host: "h", detail: "swordfish"),
            .notice("swordfish"),
            .mutationStarted(step: "a", host: "h", title: "swordfish"),
            .mutationFinished(step: "a", host: "h", result: mutation),
        ])
    func events(what: Event.What) throws {
        let encode = { (what: Event.What) in
            String(decoding: try JSONEncoder().encode(Event(time: 0, what: what)), as: UTF8.self)
        }
        #expect(try encode(what).contains("swordfish"))
        #expect(try !encode(what.redacted(by: Redactor(["swordfish"]))).contains("swordfish"))
    }

    @Test("that a step brings are kept apart from the journal, for the user's eyes alone")
    func captured() async throws {
        let bench = try Bench()
        defer { bench.remove() }
        let chapter = """
            ```bash {run #token on=ash creates=token capture=token secret}
            touch token; echo "t0ken-$((1000 + 234))"
            ```

            ```bash {run #plain on=ash creates=plain capture=plain}
            touch plain; echo green
            ```
            """
        let events = Events()
        _ = try await bench.run(try bench.plan(chapter), mode: .run, events: events).carryOut()
        #expect(!events.output.contains("t0ken"), "nothing that a secret step prints is shown")
        #expect(try bench.journal.captures() == ["token": .secret("t0ken-1234"), "plain": .text("green")])
        let kept = "\(bench.directory)/secrets/captured/token"
        let mode = try FileManager.default.attributesOfItem(atPath: kept)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let journal = try FileManager.default.attributesOfItem(atPath: "\(bench.directory)/journal.sqlite")
        #expect(journal[.posixPermissions] as? Int == 0o600)
        try bench.journal.forgetLab()
        #expect(try bench.journal.captures() == [:])
    }

    @Test("that were there before labctl come from the step's question; one that prints nothing brings none")
    func held() async throws {
        let bench = try Bench()
        defer { bench.remove() }
        let chapter = """
            ```bash {run #token on=ash unless="cat token" capture=token secret}
            exit 1
            ```

            ```bash {run #silent on=ash creates=token capture=silent}
            exit 1
            ```
            """
        try Data("t0ken-1234\n".utf8).write(to: URL(filePath: "\(bench.directory)/ash/token"))
        _ = try await bench.run(try bench.plan(chapter), mode: .run).carryOut()
        #expect(try bench.journal.captures() == ["token": .secret("t0ken-1234")])
    }

    @Test("of an earlier run are masked in the next one")
    func remembered() async throws {
        let bench = try Bench()
        defer { bench.remove() }
        try bench.journal.keep(.secret("t0ken-1234"), as: "token", from: bench.inventory.hosts[0])
        let chapter = "```bash {run #a on=ash creates=never}\necho \"t0ken-$((1000 + 234))\"; exit 1\n```\n"
        let events = Events()
        _ = try await bench.run(try bench.plan(chapter), mode: .run, events: events).carryOut()
        #expect(events.output == "•••\n")
    }

    @Test("never stand in the process list of a host, nor in a history file")
    func processes() async throws {
        let bench = try Bench()
        defer { bench.remove() }
        let chapter = """
            ```ini {file #conf on=ash path=\(bench.directory)/ash/conf}
            word={{word}}
            ```

            ```bash {run #run on=ash creates=done}
            echo "{{word}}" >done
            ```

            ```console {check #check on=ash}
            $ echo "{{word}}"
            {{word}}
            ```

            ```yaml {check #http on=ash needs=run}
            http: "http://user:{{word}}@127.0.0.1:1/"
            header: "X-Token: {{word}}"
            ```

            ```yaml {artifact #artifact on=ash path=\(bench.directory)/ash/tool url="http://user:{{word}}@127.0.0.1:1/" sha256=\(String(repeating: "0", count: 64)) needs=run}
            ```

            ```yaml {manifest #objects on=ash needs=run}
            apiVersion: v1
            kind: Secret
            metadata: {name: word}
            stringData: {word: "{{word}}"}
            ```
            """
        let watched = try Overheard(bench)
        let run = try bench.run(try bench.plan(chapter), mode: .run) { host async throws(Unreachable) in
            watched.wrap(try await bench.open(host))
        }
        _ = await run.carryOut()
        let started = bench.read("started") ?? ""
        for program in ["curl", "kubectl", "diff", "stat"] {
            #expect(started.contains(program), "\(program) was not started: nothing is proved")
        }
        #expect(!started.contains("hunter22"))
        #expect(bench.read("ash/.bash_history") == nil)
    }
}

/// Puts wrappers before the programs of a host that write down what they are started with.
private struct Overheard: Sendable {
    private let folder: String
    private let home: String

    init(_ bench: Bench) throws {
        folder = "\(bench.directory)/watch"
        home = "\(bench.directory)/ash"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for program in [
            "curl", "kubectl", "diff", "stat", "head", "mkdir", "cat", "base64", "mktemp", "chmod", "mv",
        ] {
            let text = """
                #!/bin/bash
                printf '%s ' "${0##*/}" "$@" >>\(bench.directory)/started; echo >>\(bench.directory)/started
                PATH=/usr/sbin:/usr/bin:/sbin:/bin; exec "${0##*/}" "$@"
                """
            let path = "\(folder)/\(program)"
            try Data(text.utf8).write(to: URL(filePath: path))
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        }
    }

    func wrap(_ real: any Transport) -> any Transport {
        Wrapped(real: real, prefix: "export HOME='\(home)' PATH='\(folder)':$PATH\n")
    }

    private struct Wrapped: Transport {
        let real: any Transport
        let prefix: String

        func ask(_ questions: [Request]) async throws(Unreachable) -> [Response] {
            try await real.ask(questions.map(watched))
        }

        func run(_ question: Request, output: @escaping @Sendable (HostStream, [UInt8]) -> Void)
            async throws(Unreachable) -> Response
        { try await real.run(watched(question), output: output) }

        func upload(_ upload: Upload, user: String?, timeout: Duration) async throws(Unreachable) -> Response
        {
            try await real.upload(upload, user: user, timeout: timeout)
        }

        func close() async { await real.close() }

        private func watched(_ question: Request) -> Request {
            Request(Script(prefix + question.script.text), user: question.user, timeout: question.timeout)
        }
    }
}
