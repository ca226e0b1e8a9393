import DocRunner
import FoundationEssentials
import Steps
import Synchronization
import Testing

@Suite("A run")
struct RunTests {
    @Test("asks a host everything in one round trip when nothing is to be done")
    func batches() async throws {
        let bench = try Bench()
        defer { bench.remove() }
        let chapter = (1...20).map { "```bash {run #s\($0) on=web unless=true}\nfalse\n```\n" }.joined(
            separator: "\n")
        let counting = Counting()
        let run = try bench.run(try bench.plan(chapter), mode: .check) {
            (host: Host) async throws(Unreachable) in counting.wrap(try await bench.open(host))
        }
        #expect(await run.ask().counts == ["held": 20])
        #expect(counting.roundTrips.withLock { $0 } == 2, "one for each of the two hosts")
    }

    @Test("shows no secret, wherever a host prints it")
    func secrets() async throws {
        let bench = try Bench()
        defer { bench.remove() }
        let chapter = """
            ```bash {run #leak on=ash creates=never}
            echo the word is {{word}}; echo {{word}} >&2; exit 3
            ```
            """
        let events = Events()
        _ = try await bench.run(try bench.plan(chapter), mode: .run, events: events).carryOut()
        let everything = String(decoding: try JSONEncoder().encode(events.all), as: UTF8.self)
        #expect(events.output.contains("the word is •••"))
        #expect(!everything.contains("hunter22"))
        let recorded = try bench.journal.runs().flatMap { try bench.journal.events(of: $0.id) }
        #expect(recorded == events.all)
    }

    @Test("takes what a host printed as data on other hosts, and says where it cannot be")
    func captures() async throws {
        let bench = try Bench()
        defer { bench.remove() }
        let chapter = """
            ```bash {run #token on=ash capture=token unless="cat token"}
            printf '%s' 'a$(touch pwned)`touch pwned`' | tee token
            ```

            ```bash {run #tell on=cedar unless="[ {{token}} = \\"$(cat told)\\" ]"}
            echo {{token}} >told
            ```

            ```bash {run #count on=cedar creates=never needs=token}
            echo $(({{token}} + 1))
            ```
            """
        for _ in 1...2 {
            let events = Events()
            let summary = try await bench.run(try bench.plan(chapter), mode: .run, events: events).carryOut()
            #expect(summary.counts["broken"] == 1 && summary.counts["failed"] == nil)
            let messages = events.all.compactMap { event in
                if case .hostFinished("count", _, let result) = event.what { result.message } else { nil }
            }
            #expect(
                messages.first?.contains("9:") == true && messages.first?.contains("bash calculates") == true)
        }
        let all = try FileManager.default.subpathsOfDirectory(atPath: bench.directory)
        #expect(all.contains { $0.hasSuffix("told") } && !all.contains { $0.hasSuffix("pwned") })
    }

    @Test("ends a step past its timeout and shows what it had printed")
    func timeouts() async throws {
        let bench = try Bench()
        defer { bench.remove() }
        let chapter = "```bash {run #slow on=ash timeout=3s creates=never}\necho begun; sleep 60\n```"
        let events = Events()
        let summary = try await bench.run(try bench.plan(chapter), mode: .run, events: events).carryOut()
        #expect(summary.exitCode == 1)
        #expect(events.output == "begun\n")
        #expect(summary.seconds < 30, "a minute is what it would sleep")
    }

    @Test("tells a host that cannot be reached from a step that fails")
    func unreachable() async throws {
        let bench = try Bench()
        defer { bench.remove() }
        let chapter = "```bash {run #a on=web unless=true}\ntrue\n```"
        let events = Events()
        let run = try bench.run(try bench.plan(chapter), mode: .run, events: events) {
            host throws(Unreachable) in
            if host.name == "birch" { throw Unreachable(host: "birch", message: "no route") }
            return LocalTransport(directory: bench.directory, isAllowed: { true })
        }
        #expect(await run.carryOut().exitCode == 2)
        #expect(events.outcomes.sorted() == ["a ash held", "a birch unreachable"])
    }

    @Test("is carried out where hosts answer while another is waited for, and waits for that one once")
    func oneSlowHost() async throws {
        let bench = try Bench()
        defer { bench.remove() }
        let chapter = """
            ```bash {run #everywhere on=all creates=one}
            date +%s%N >one
            ```
            ```bash {run #elsewhere on=web creates=two}
            touch two
            ```
            ```bash {run #both on=all creates=three}
            touch three
            ```
            ```bash {run #there on=store creates=four}
            touch four
            ```
            """
        let events = Events()
        let tries = Mutex(0)
        let failed = Mutex<Date?>(nil)
        let run = try bench.run(try bench.plan(chapter), mode: .run, events: events) {
            host throws(Unreachable) in
            guard host.name == "cedar" else { return try await bench.open(host) }
            tries.withLock { $0 += 1 }
            try? await Task.sleep(for: .seconds(5))
            failed.withLock { $0 = $0 ?? Date() }
            throw Unreachable(host: host.name, message: "silent")
        }
        let summary = await run.carryOut()
        #expect(
            events.outcomes.sorted() == [
                "both ash changed", "both birch changed", "both cedar unreachable", "elsewhere ash changed",
                "elsewhere birch changed", "everywhere ash changed", "everywhere birch changed",
                "everywhere cedar unreachable", "there cedar unreachable",
            ])
        #expect(summary.exitCode == 2)
        #expect(tries.withLock { $0 } <= 2)
        #expect(summary.seconds < 9, "twice five seconds are one time too many")
        let acted = Double(bench.read("ash/one")?.dropLast() ?? "") ?? .infinity
        let gaveUp = try #require(failed.withLock { $0 }).timeIntervalSince1970
        #expect(acted / 1e9 < gaveUp, "ash acts before anything is known of cedar")
    }

    @Test("goes on over a new connection when one is lost in the middle")
    func reconnects() async throws {
        let bench = try Bench()
        defer { bench.remove() }
        let chapter = "```bash {run #a on=ash creates=a}\ntouch a\n```"
        let dropped = Mutex(false)
        let events = Events()
        let run = try bench.run(try bench.plan(chapter), mode: .run, events: events) {
            host async throws(Unreachable) in
            let isFirst = dropped.withLock { was in
                defer { was = true }; return !was
            }
            let real = try await bench.open(host)
            return isFirst ? Dropping(real: real) : real
        }
        #expect(await run.carryOut().counts == ["changed": 1])
    }

    @Test("begins no further step once it is stopped, and says so")
    func stops() async throws {
        let bench = try Bench()
        defer { bench.remove() }
        let chapter =
            "```bash {run #a on=ash creates=a}\ntouch begun; until [ -e go ]; do sleep 0.05; done; touch a\n```\n\n```bash {run #b on=ash creates=b}\ntouch b\n```"
        let run = try bench.run(try bench.plan(chapter), mode: .run)
        async let summary = run.carryOut()
        while bench.read("ash/begun") == nil { try await Task.sleep(for: .milliseconds(10)) }
        await run.stop()
        _ = FileManager.default.createFile(atPath: "\(bench.directory)/ash/go", contents: nil)
        #expect(await summary.wasInterrupted)
        #expect(bench.read("ash/a") == "" && bench.read("ash/b") == nil)
    }

    @Test("refuses an unknown step with the nearest one")
    func selection() throws {
        let bench = try Bench()
        defer { bench.remove() }
        let plan = try bench.plan("```bash {run #etcd-up on=ash creates=a}\ntrue\n```")
        let error = #expect(throws: UnknownStep.self) { try StepSelection(from: "etcd-pu").applied(to: plan) }
        #expect(error?.advice.first == "Did you mean `etcd-up`?")
    }
}

/// Counts the round trips of questions.
final class Counting: Sendable {
    let roundTrips = Mutex(0)

    func wrap(_ real: any Transport) -> any Transport { Wrapped(real: real, counting: self) }

    struct Wrapped: Transport {
        let real: any Transport
        let counting: Counting

        func ask(_ questions: [Request]) async throws(Unreachable) -> [Response] {
            counting.roundTrips.withLock { $0 += 1 }
            return try await real.ask(questions)
        }

        func run(_ question: Request, output: @escaping @Sendable (HostStream, [UInt8]) -> Void)
            async throws(Unreachable) -> Response
        { try await real.run(question, output: output) }

        func upload(_ upload: Upload, user: String?, timeout: Duration) async throws(Unreachable) -> Response
        {
            try await real.upload(upload, user: user, timeout: timeout)
        }

        func close() async { await real.close() }
    }
}

/// Loses its connection at the first command, before anything is carried out.
struct Dropping: Transport {
    let real: any Transport

    func ask(_ questions: [Request]) async throws(Unreachable) -> [Response] { try await real.ask(questions) }

    func run(_ question: Request, output: @escaping @Sendable (HostStream, [UInt8]) -> Void)
        async throws(Unreachable) -> Response
    { throw Unreachable(host: "ash", message: "the connection was lost", wasConnected: true) }

    func upload(_ upload: Upload, user: String?, timeout: Duration) async throws(Unreachable) -> Response {
        try await real.upload(upload, user: user, timeout: timeout)
    }

    func close() async {}
}
