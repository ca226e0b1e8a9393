import Foundation
import SSH
import Testing

@Suite("A connection")
struct LossTests {
    let server: TestServer

    init() throws { server = try TestServer() }

    @Test("that is cut in the middle of a command gives what the command had printed, and stays lost")
    func cut() async throws {
        let connection = try await server.connect()
        let heard = server.path("heard")
        let cut = RemoteCommand(
            "echo before; until [ -e \(heard) ]; do sleep 0.05; done; kill -KILL $(ps -o ppid= -p $$); sleep 2; echo after"
        )
        let error = await #expect(throws: SSHError.self) {
            try await connection.run(cut) { _, _ in
                _ = FileManager.default.createFile(atPath: heard, contents: nil)
            }
        }
        guard case .lost(_, let partial?) = error?.kind else {
            throw TestServer.Failure(description: "\(error as Any)")
        }
        #expect(partial.stdout.text == "before\n")
        let again = await #expect(throws: SSHError.self) { try await connection.run(RemoteCommand("true")) }
        guard case .lost = again?.kind else { throw TestServer.Failure(description: "\(again as Any)") }
    }

    @Test("outlives a command that ends its own shell")
    func shellEnded() async throws {
        let connection = try await server.connect()
        let error = await #expect(throws: SSHError.self) {
            try await connection.run(RemoteCommand("echo before; kill -KILL $$"))
        }
        guard case .shellEnded(let partial) = error?.kind else {
            throw TestServer.Failure(description: "\(error as Any)")
        }
        #expect(partial.stdout.text == "before\n")
        #expect(try await connection.run(RemoteCommand("echo alive")).stdout.text == "alive\n")
    }

    @Test("says so when it was closed")
    func closed() async throws {
        let connection = try await server.connect()
        await connection.close()
        let error = await #expect(throws: SSHError.self) { try await connection.run(RemoteCommand("true")) }
        #expect(error?.kind == .closed)
    }

    @Test("closed in the middle of a command answers at once")
    func closedMeanwhile() async throws {
        let connection = try await server.connect()
        let answer = Task { try await connection.run(RemoteCommand("sleep 2")) }
        try await Task.sleep(for: .milliseconds(200))
        await connection.close()
        let error = await #expect(throws: SSHError.self) { try await answer.value }
        #expect(error?.kind == .closed)
    }

    @Test("of a user who may not become another says what sudo said")
    func noShell() async throws {
        let connection = try await server.connect()
        let error = await #expect(throws: SSHError.self) {
            try await connection.run(RemoteCommand("true", as: "no-such-user"))
        }
        guard case .noShell("no-such-user", _, let output) = error?.kind else {
            throw TestServer.Failure(description: "\(error as Any)")
        }
        #expect(output.contains("no-such-user"))
    }

    @Test("is one of a hundred that one process holds at once, on the same thread")
    func hundred() async throws {
        let threads = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count
        let connections = try await withThrowingTaskGroup(of: SSHConnection.self) { group in
            for _ in 0..<100 {
                group.addTask { try await .connect(to: server.target, timeout: .seconds(60)) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for (index, connection) in connections.enumerated() {
                group.addTask {
                    try await connection.run(RemoteCommand("echo \(index)")).stdout.text == "\(index)\n"
                }
            }
            let answered = try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            #expect(answered == 100)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count < threads + 20)
    }
}
