import Foundation
import Steps
import Synchronization
import Testing

@testable import DocRunner

@Suite("Evidence")
struct ExaminerTests {
    private static let step = "```yaml {check #it on=ash retry=500ms}\nfile: /no/such/file\n```"

    @Test("is asked once, after the last attempt, in one round trip")
    func once() async throws {
        let bench = try Bench()
        defer { bench.remove() }
        let asked = Asked()
        let chapter = Self.step
        for mode in [RunMode.check, .run] {
            let events = Events()
            let run = try bench.run(try bench.plan(chapter), mode: mode, events: events) {
                host async throws(Unreachable) in
                CountedEvidence(real: try await bench.open(host), asked: asked, answering: nil)
            }
            _ = mode == .check ? await run.ask() : await run.carryOut()
            #expect(asked.evidence.withLock { $0 } == 1, "\(mode)")
            #expect(asked.wasLast.withLock { $0 }, "\(mode): nothing is asked after it")
            let titles = try #require(events.result(of: "it", on: "ash")).evidence.map(\.title)
            #expect(titles == ["/no/such/file and what it lies in", "disks", "clock"])
            asked.evidence.withLock { $0 = 0 }
        }
    }

    @Test("is not asked where the step holds")
    func holding() async throws {
        let bench = try Bench()
        defer { bench.remove() }
        let asked = Asked()
        let plan = try bench.plan("```yaml {check #it on=ash}\nfile: /etc\n```")
        let run = try bench.run(plan, mode: .run) { host async throws(Unreachable) in
            CountedEvidence(real: try await bench.open(host), asked: asked, answering: nil)
        }
        #expect(await run.carryOut().exitCode == 0)
        #expect(asked.evidence.withLock { $0 } == 0)
    }

    @Test("is bounded, cleaned and masked, also a secret that is cut in two")
    func hostile() async throws {
        let bench = try Bench()
        defer { bench.remove() }
        let filler = String(repeating: "a line of twenty chars\n", count: 4000)
        let flood = "=\n" + "\(filler)\u{1B}[31mred\n".split(separator: "\n").map { "|\($0)\n" }.joined()
        let start = String(repeating: "x", count: EvidenceScript.pieceLimit - 4)
        let cut = "=\n|\(start)hunter22\n|hunter22 again\n"
        for text in [flood, cut, flood + flood + flood + flood + flood] {
            let events = Events()
            let run = try bench.run(try bench.plan(Self.step), mode: .check, events: events) {
                host async throws(Unreachable) in
                CountedEvidence(real: try await bench.open(host), asked: Asked(), answering: text)
            }
            _ = await run.ask()
            let evidence = try #require(events.result(of: "it", on: "ash")).evidence
            let everything = evidence.map(\.text).joined()
            #expect(everything.utf8.count <= EvidenceScript.limit + 200)
            #expect(!everything.contains("\u{1B}") && !everything.contains("hunt"))
        }
    }

    @Test("of a secret step is disks and clock, and no word of what the host printed is in the cause")
    func secretStep() async throws {
        let bench = try Bench()
        defer { bench.remove() }
        let chapter =
            "```bash {run #it on=ash secret creates=x}\necho open /srv/tok3n: permission denied >&2; exit 1\n```"
        let events = Events()
        _ = try await bench.run(try bench.plan(chapter), mode: .run, events: events).carryOut()
        let result = try #require(events.result(of: "it", on: "ash"))
        #expect(result.evidence.map(\.title) == ["disks", "clock"])
        #expect(!"\(result)".contains("tok3n"))
    }

    @Test("that never comes does not hold the run up, and that host is not asked again")
    func hanging() async throws {
        let bench = try Bench()
        defer { bench.remove() }
        let asked = Asked()
        let connections = Connections { host async throws(Unreachable) in
            CountedEvidence(real: try await bench.open(host), asked: asked, answering: nil, hangs: true)
        }
        let examiner = Examiner(
            Surroundings(connections: connections, journal: bench.journal), secrets: KnownSecrets([]),
            patience: .init(look: .milliseconds(50)))
        let host = bench.inventory.hosts[0]
        let failed = [host.name: HostResult(outcome: .failed, differences: [Difference("it differs")])]
        let start = ContinuousClock.now
        for _ in 0..<3 {
            let results = await examiner.examine(failed, on: [host]) { _ in [] }
            #expect(results[host.name]?.evidence == [])
        }
        #expect(ContinuousClock.now - start < .seconds(30))
        #expect(asked.evidence.withLock { $0 } == 1)
    }

    @Test("tells of a host that cannot be reached what is known here, and whose doing it is")
    func unreachable() async throws {
        let bench = try Bench()
        defer { bench.remove() }
        let connections = Connections { host async throws(Unreachable) in
            throw Unreachable(host: host.name, message: "no route")
        }
        let examiner = Examiner(
            Surroundings(
                connections: connections, journal: bench.journal, powerReport: { _ in "it is off" }),
            secrets: KnownSecrets([]))
        let host = bench.inventory.hosts[0]
        let down = [host.name: HostResult(outcome: .unreachable, message: "no route")]
        let result = await examiner.examine(down, on: [host]) { _ in [] }[host.name]
        #expect(result?.evidence == [Evidence("the machine", "it is off")])
        #expect(result?.cause == Cause("ash cannot be reached: it is off.", verdict: .labIsBroken))
        #expect(result?.verdict == .labIsBroken)
    }

    @Test("of one collector that hangs or floods leaves the others' whole")
    func realShell() async throws {
        let bench = try Bench()
        defer { bench.remove() }
        let script = EvidenceScript(collectors: [
            Collector("hangs", Script("echo begun; sleep 60")),
            Collector("floods", Script("yes 'a word'")),
            Collector("imitates", Script("printf '=\\n|x\\n= \\na\\r=\\n\\b=\\n'; printf 'no end'")),
            Collector("says nothing", Script("true")),
            Collector("reads", Script("cat; echo read")),
            Collector("is not there", Script("no-such-tool-0")),
        ])
        let start = ContinuousClock.now
        let transport = LocalTransport(directory: bench.directory, isAllowed: { true })
        let answers = try await transport.ask([Request(script.script, user: nil, timeout: .seconds(30))])
        let evidence = script.evidence(in: answers[0].reply.output, redactor: Redactor([]))
        #expect(ContinuousClock.now - start < .seconds(25), "five seconds are what each may take")
        #expect(evidence.map(\.title) == ["hangs", "floods", "imitates", "reads", "is not there"])
        #expect(evidence.first?.text == "begun")
        #expect(evidence[1].text.utf8.count <= EvidenceScript.pieceLimit + 40)
        #expect(evidence[1].text.hasSuffix("a word\n… the rest is left out"))
        #expect(evidence[2].text == "=\n|x\n= \n=\n=\nno end" && evidence[3].text == "read")
        let left = try FileManager.default.contentsOfDirectory(atPath: bench.directory)
        #expect(!left.contains { $0.hasPrefix("tmp") }, "nothing is written")
    }
}

/// How often evidence was asked for, and whether anything was asked after it.
final class Asked: Sendable {
    let evidence = Mutex(0)
    let wasLast = Mutex(false)
}

/// A real transport whose questions for evidence are counted, and answered with a text, or never.
struct CountedEvidence: Transport {
    let real: any Transport
    let asked: Asked
    let answering: String?
    var hangs = false

    func ask(_ questions: [Request]) async throws(Unreachable) -> [Response] {
        let isEvidence = questions.contains { $0.script.text.hasPrefix("seen=()") }
        asked.wasLast.withLock { $0 = isEvidence }
        guard isEvidence else { return try await real.ask(questions) }
        asked.evidence.withLock { $0 += 1 }
        if hangs { await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in } }
        if let answering { return [Response(Reply(status: 0, output: answering))] }
        return try await real.ask(questions)
    }

    func run(_ question: Request, output: @escaping @Sendable (HostStream, [UInt8]) -> Void)
        async throws(Unreachable) -> Response
    { try await real.run(question, output: output) }

    func upload(_ upload: Upload, user: String?, timeout: Duration) async throws(Unreachable) -> Response {
        try await real.upload(upload, user: user, timeout: timeout)
    }

    func close() async { await real.close() }
}

extension Events {
    /// How a step ended on a host.
    func result(of step: String, on host: String) -> HostResult? {
        all.lazy.compactMap { event in
            if case .hostFinished(step, host, let result) = event.what { result } else { nil }
        }.first
    }
}
