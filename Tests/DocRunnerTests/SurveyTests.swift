import DocRunner
import Foundation
import Steps
import Synchronization
import Testing

/// What a survey makes of hosts that do not answer well.
@Suite("Where somebody is")
struct SurveyTests {
    private static func chapter(slowOn host: String) -> String {
        """
        # Two questions

        ```console {check #quick on=ash}
        $ echo quick
        quick
        ```

        ```console {check #slow on=\(host)}
        $ sleep 0.3; echo slow
        slow
        ```
        """
    }

    @Test("a question that was cut short for another's sake is unknown and has not drifted")
    func hurried() async throws {
        let bench = try Bench()
        defer { bench.remove() }
        let connections = Connections { host throws(Unreachable) in
            Interposed(base: try await bench.open(host)) { questions, answers in
                zip(questions, answers).map { question, answer in
                    guard question.script.text.contains("slow") else { return answer }
                    var cut = Response(Reply(status: 137), cutShort: "it took longer than 1 s and was ended")
                    cut.wasHurried = true
                    return cut
                }
            }
        }
        var survey = Survey([try bench.plan(Self.chapter(slowOn: "ash"))], captures: [:], over: connections)
        #expect(await survey.take().steps.first?.map(\.state) == [.holds, .unknown])
    }

    @Test("a host that is out of reach is tried once")
    func outOfReach() async throws {
        let bench = try Bench()
        defer { bench.remove() }
        let attempts = Mutex(0)
        let connections = Connections { host throws(Unreachable) in
            attempts.withLock { $0 += 1 }
            throw Unreachable(host: host.name, message: "it is off")
        }
        var survey = Survey([try bench.plan(Self.chapter(slowOn: "ash"))], captures: [:], over: connections)
        let found = await survey.take(waiting: .seconds(1))
        #expect(found.unreachable == ["ash": "it is off"])
        #expect(found.steps.first?.map(\.state) == [.unknown, .unknown])
        #expect(attempts.withLock { $0 } == 1)
    }

    @Test("no secret stands in what is said of a step or a host, not one of another chapter either")
    func secrets() async throws {
        let bench = try Bench()
        defer { bench.remove() }
        let connections = Connections { host throws(Unreachable) in
            if host.name == "birch" { throw Unreachable(host: "birch", message: "no key for hunter22") }
            return try await bench.open(host)
        }
        var other = try bench.plan(
            "```bash {run #other on=ash unless=\"test -e other\"}\necho t0ken-1234\n```\n")
        other.otherSecrets = ["t0ken-1234"]
        let own = try bench.plan(
            """
            ```bash {run #login on=web unless="test -e login"}
            login {{word}} t0ken-1234
            ```
            """)
        var survey = Survey([other, own], captures: [:], over: connections)
        let found = await survey.take()
        #expect(found.steps.last?.map(\.title) == ["login ••• •••"])
        #expect(found.unreachable == ["birch": "no key for •••"])
    }

    @Test("whose answers are waited for is told, until there is nobody left")
    func waiting() async throws {
        let bench = try Bench()
        defer { bench.remove() }
        let told = Mutex<[[String]]>([])
        var survey = Survey(
            [try bench.plan(Self.chapter(slowOn: "birch"))], captures: [:],
            over: Connections(open: bench.open)
        ) {
            names in told.withLock { $0.append(names) }
        }
        #expect(await survey.take().steps.first?.map(\.state) == [.holds, .holds])
        let (both, last) = (["ash", "birch"], told.withLock { $0.last })
        #expect(last == ["birch"] || last == ["ash"], "on a busy computer the slow one may be first")
        #expect(told.withLock { $0 } == [both, last])
    }

    @Test("a host where a question waited in vain is asked the rest in haste")
    func haste() async throws {
        let bench = try Bench()
        defer { bench.remove() }
        let chapter = """
            # A step that waits, and a check

            ```bash {run #waits on=ash unless="sleep 9" timeout=300ms}
            true
            ```

            ```console {check #look on=ash}
            $ echo here
            here
            ```
            """
        let asked = Mutex<[Bool]>([])
        let connections = Connections { host throws(Unreachable) in
            Interposed(base: try await bench.open(host)) { questions, answers in
                asked.withLock { $0 += questions.map(\.isHurried) }
                return answers
            }
        }
        var survey = Survey([try bench.plan(chapter)], captures: [:], over: connections)
        #expect(await survey.take().steps.first?.map(\.state) == [.differs, .holds])
        #expect(asked.withLock { $0 } == [false, true])
    }

    @Test("checks are asked up to the first chapter that nobody has begun, and not behind it")
    func reach() async throws {
        let bench = try Bench()
        defer { bench.remove() }
        func chapter(_ name: String) throws -> Plan {
            try bench.plan(
                """
                # Chapter \(name)

                ```bash {run #do on=ash unless="test -e did-\(name)"}
                touch did-\(name)
                ```

                ```console {check #look on=ash}
                $ echo \(name)
                \(name)
                ```
                """)
        }
        func asked() async throws -> [String] {
            let plans = [try chapter("one"), try chapter("two"), try chapter("three")]
            var survey = Survey(plans, captures: [:], over: Connections(open: bench.open))
            return await survey.take().steps.map { "\($0[0].state) \($0[1].state)" }
        }
        #expect(try await asked() == ["differs holds", "differs unasked", "differs unasked"])
        try Data().write(to: URL(filePath: "\(bench.directory)/ash/did-one"))
        #expect(try await asked() == ["holds holds", "differs holds", "differs unasked"])
        try Data().write(to: URL(filePath: "\(bench.directory)/ash/did-three"))
        #expect(try await asked() == ["holds holds", "differs holds", "holds holds"])
    }
}

/// A host that somebody stands before, who sees all questions and may change the answers.
struct Interposed: Transport {
    let base: any Transport
    let change: @Sendable ([Request], [Response]) -> [Response]

    func ask(_ questions: [Request]) async throws(Unreachable) -> [Response] {
        change(questions, try await base.ask(questions))
    }

    func run(_ question: Request, output: @escaping @Sendable (HostStream, [UInt8]) -> Void)
        async throws(Unreachable) -> Response
    {
        try await base.run(question, output: output)
    }

    func upload(_ upload: Upload, user: String?, timeout: Duration) async throws(Unreachable) -> Response {
        try await base.upload(upload, user: user, timeout: timeout)
    }

    func close() async { await base.close() }
}
