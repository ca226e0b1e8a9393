import Foundation
import Glibc
import SSH
import Synchronization
import Testing

@Suite("A command that does not behave")
struct LimitTests {
    let server: TestServer

    init() throws { server = try TestServer() }

    /// The processes of the host that are `sleep` for so many seconds.
    private func sleeping(_ seconds: Int) throws -> [Int32] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { Int32($0) }.filter {
            process in
            let line = try? Data(contentsOf: URL(filePath: "/proc/\(process)/cmdline"))
            return line == Data("sleep\0\(seconds)\0".utf8)
        }
    }

    private func lives(_ seconds: Int) throws -> Bool { try !sleeping(seconds).isEmpty }

    @Test("past its time is ended on the host, and what it had printed is kept")
    func timeout() async throws {
        let connection = try await server.connect()
        let result = try await connection.run(
            RemoteCommand("echo before; sleep 7001 & sleep 7001", timeout: .milliseconds(300)))
        #expect(result.ending == .timedOut(.milliseconds(300)))
        #expect(result.stdout.text == "before\n")
        #expect(!result.succeeded)
        #expect(try !lives(7001))
        #expect(try await connection.run(RemoteCommand("echo next")).stdout.text == "next\n")
    }

    @Test("and ignores the polite signal is killed")
    func stubborn() async throws {
        let connection = try await server.connect()
        let result = try await connection.run(
            RemoteCommand("trap '' TERM; while :; do sleep 7002; done", timeout: .milliseconds(200)))
        #expect(result.ending == .timedOut(.milliseconds(200)))
        #expect(result.exitStatus == 137)
        #expect(try !lives(7002))
    }

    @Test("is ended also where six end at once and the host allows no more than ten sessions")
    func sixAtOnce() async throws {
        let server = try TestServer(settings: ["MaxSessions 10"])
        let connection = try await server.connect()
        let commands = (0..<18).map { _ in RemoteCommand("sleep 7009", timeout: .milliseconds(500)) }
        let results = try await connection.batch(commands)
        #expect(results.map(\.ending) == commands.map { _ in .timedOut(.milliseconds(500)) })
        #expect(try !lives(7009))
        #expect(try await connection.run(RemoteCommand("echo next")).stdout.text == "next\n")
    }

    @Test(
        "is ended, and many are run, also where the host allows only two or three sessions",
        arguments: [2, 3])
    func fewSessions(most: Int) async throws {
        let server = try TestServer(settings: ["MaxSessions \(most)"])
        let connection = try await server.connect()
        async let others = withThrowingTaskGroup(of: String.self) { group in
            for number in 0..<8 {
                group.addTask {
                    try await connection.run(RemoteCommand("sleep 0.1; echo \(number)")).stdout.text
                }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(try await others == Set((0..<8).map { "\($0)\n" }))
        let late = try await connection.batch(
            (0..<3).map { _ in
                RemoteCommand("sleep 7010", timeout: .milliseconds(300))
            })
        #expect(late.map(\.ending) == Array(repeating: .timedOut(.milliseconds(300)), count: 3))
        #expect(try !lives(7010))
        #expect(try await connection.run(RemoteCommand("id -un", as: "nobody")).stdout.text == "nobody\n")
        #expect(try await connection.run(RemoteCommand("id -un")).stdout.text == "root\n")
    }

    @Test("is ended together with others, again and again, where the host allows only four sessions")
    func fourSessions() async throws {
        let server = try TestServer(settings: ["MaxSessions 4"])
        let connection = try await server.connect()
        for round in 0..<6 {
            let endings = try await withThrowingTaskGroup(of: CommandResult.Ending.self) { group in
                for _ in 0..<3 {
                    group.addTask {
                        try await connection.run(RemoteCommand("sleep 7012", timeout: .milliseconds(200)))
                            .ending
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(endings == Array(repeating: .timedOut(.milliseconds(200)), count: 3), "round \(round)")
        }
        #expect(try !lives(7012))
    }

    @Test("says what to do where the host has no session for ending it")
    func oneSession() async throws {
        let server = try TestServer(settings: ["MaxSessions 1"])
        let connection = try await server.connect()
        #expect(try await connection.run(RemoteCommand("echo one")).stdout.text == "one\n")
        let error = await #expect(throws: SSHError.self) {
            try await connection.run(RemoteCommand("exec sleep 7011", timeout: .milliseconds(300)))
        }
        let isRefused = if case .channelRefused = error?.kind { true } else { false }
        #expect(isRefused)
        for process in try sleeping(7011) { kill(process, SIGKILL) }
    }

    @Test("does not take those behind it in a batch along")
    func batch() async throws {
        let connection = try await server.connect()
        let results = try await connection.batch([
            RemoteCommand("echo 1"), RemoteCommand("sleep 7003", timeout: .milliseconds(200)),
            RemoteCommand("echo 3"),
        ])
        #expect(results.map(\.succeeded) == [true, false, true])
        #expect(results[2].stdout.text == "3\n")
    }

    @Test("makes those behind it in a batch that can hurry wait less, and no others")
    func haste() async throws {
        let connection = try await server.connect()
        let slow = RemoteCommand("sleep 2; echo done", timeout: .seconds(20))
        var hurried = slow
        hurried.hurriedTimeout = .milliseconds(300)
        let results = try await connection.batch([
            hurried, RemoteCommand("sleep 7008", timeout: .milliseconds(200)), hurried, slow,
        ])
        #expect(results.map(\.succeeded) == [true, false, false, true])
        #expect(results[2].ending == .timedOut(.milliseconds(300)))
    }

    @Test("that waits for another of a long batch does not wait for ever")
    func manyInABatch() async throws {
        let connection = try await server.connect()
        let mark = server.path("mark")
        let waiting = RemoteCommand(
            "until rm \(mark) 2>/dev/null; do sleep 0.05; done", timeout: .seconds(20))
        let others: [RemoteCommand] = (1..<24).map { .init($0 == 23 ? ">\(mark)" : "echo \($0)") }
        let results = try await connection.batch([waiting] + others)
        #expect(results.allSatisfy { $0.succeeded })
        #expect(results[7].stdout.text == "7\n")
    }

    @Test("is ended on the host when its task is cancelled")
    func cancellation() async throws {
        let connection = try await server.connect()
        let task = Task { try await connection.run(RemoteCommand("echo before; sleep 7004")) }
        try await Task.sleep(for: .milliseconds(400))
        while try !lives(7004) { try await Task.sleep(for: .milliseconds(20)) }
        task.cancel()
        let result = try await task.value
        #expect(result.ending == .cancelled)
        #expect(result.stdout.text == "before\n")
        #expect(try !lives(7004))
    }

    @Test("and floods is ended past the limit, and its beginning and end are kept")
    func flood() async throws {
        let connection = try await server.connect()
        let limits = OutputLimits(kept: 1000, flood: 4 << 20)
        let result = try await connection.run(RemoteCommand("yes | head -c 1G", limits: limits))
        #expect(result.ending == .flooded(4 << 20))
        #expect(result.stdout.total < 1 << 30, "there would be 1 GiB")
        #expect(result.stdout.head.count == 500 && result.stdout.tail.count == 500)
        #expect(result.stdout.text.contains("bytes left out"))
        #expect(try await connection.run(RemoteCommand("echo next")).stdout.text == "next\n")
    }

    @Test("and leaves a daemon with its outputs open ends all the same, and the daemon lives on unheard")
    func daemon() async throws {
        let connection = try await server.connect()
        let result = try await connection.run(
            RemoteCommand("(while sleep 0.05; do echo noise; done) & echo $!"))
        #expect(result.succeeded)
        let daemon = result.stdout.text.split(separator: "\n").first ?? ""
        try await Task.sleep(for: .milliseconds(200))
        for _ in 0..<5 {
            #expect(try await connection.run(RemoteCommand("sleep 0.1; echo quiet")).stdout.text == "quiet\n")
        }
        #expect(try await connection.run(RemoteCommand("kill \(daemon)")).succeeded)
    }

    @Test("shows its output while it runs, errors apart")
    func live() async throws {
        let connection = try await server.connect()
        let seen = Mutex<[String]>([])
        let result = try await connection.run(
            RemoteCommand("echo a; sleep 0.2; echo b >&2; sleep 0.2; echo c")
        ) {
            stream, bytes in
            seen.withLock {
                $0.append("\(stream == .standardError ? "!" : "")\(String(decoding: bytes, as: UTF8.self))")
            }
        }
        #expect(result.succeeded)
        #expect(seen.withLock { $0 } == ["a\n", "!b\n", "c\n"])
    }
}
