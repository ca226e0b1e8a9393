import Foundation
import Testing

@testable import SSH

@Suite("Through a jump host")
struct JumpTests {
    let server: TestServer
    let jump: TestServer

    init() throws {
        server = try TestServer()
        jump = try TestServer(settings: ["LogLevel VERBOSE"])
    }

    private func target(by jumps: [TestServer]) -> SSHTarget {
        var target = server.target
        target.jumps = jumps.map(\.target)
        return target
    }

    private func logins(to server: TestServer) throws -> Int {
        let log = try String(contentsOfFile: server.path("log"), encoding: .utf8)
        return log.components(separatedBy: "Accepted publickey").count - 1
    }

    @Test("commands and files go both ways, whole")
    func bothWays() async throws {
        let connection = try await SSHConnection.connect(to: target(by: [jump]))
        let path = server.path("sent")
        let bytes = (0..<(3 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 8) }
        let result = try await connection.upload(RemoteFile(path: path, content: .bytes(bytes)))
        #expect(result.succeeded)
        #expect(FileManager.default.contents(atPath: path) == Data(bytes))
        #expect(try await connection.fetch(path).stdout.bytes == bytes)
        await connection.close()
    }

    @Test("many hosts share one connection to it, which ends with the last of them, and is made anew")
    func shared() async throws {
        let target = target(by: [jump])
        let connections = try await withThrowingTaskGroup(of: SSHConnection.self) { group in
            for _ in 0..<8 {
                group.addTask { try await SSHConnection.connect(to: target, timeout: .seconds(60)) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        for connection in connections { #expect(try await connection.run(RemoteCommand("true")).succeeded) }
        #expect(try logins(to: jump) == 1)
        for connection in connections { await connection.close() }
        _ = try await SSHConnection.connect(to: target).run(RemoteCommand("true"))
    }

    @Test("and a second one behind it")
    func twoJumps() async throws {
        let second = try TestServer(settings: ["LogLevel VERBOSE"])
        let connection = try await SSHConnection.connect(to: target(by: [jump, second]))
        #expect(try await connection.run(RemoteCommand("echo $SSH_CONNECTION")).succeeded)
        #expect(try logins(to: jump) == 1 && logins(to: second) == 1)
    }

    @Test("the host's own key is verified, and the jump host's")
    func keys() async throws {
        let empty = try server.knownHosts()
        for isJump in [true, false] {
            var target = target(by: [jump])
            if isJump { target.jumps[0].knownHosts = empty } else { target.knownHosts = empty }
            let error = try await target.failure()
            guard case .unknownHostKey = error.kind else { throw error }
            #expect(error.target.port == (isJump ? jump.port : server.port))
            if !isJump { #expect(error.description.contains("ssh -p \(jump.port) -- ")) }
        }
    }

    @Test("a host that does not listen, or that it may not connect to, is told as such")
    func refused() async throws {
        var target = target(by: [jump])
        target.port = try Loopback.freePort()
        let error = try await target.failure()
        guard case .jumpRefused = error.kind else { throw error }
        let strict = try TestServer(settings: ["AllowTcpForwarding no"])
        let forbidden = self.target(by: [strict])
        let refusal = try await forbidden.failure()
        guard case .jumpRefused = refusal.kind else { throw refusal }
        #expect(refusal.description.contains("AllowTcpForwarding"))
    }

    @Test("a host that is silent behind it ends in time, and keeps no other waiting")
    func silent() async throws {
        let (listener, port) = try Loopback.listen()
        defer { close(listener) }
        var quiet = target(by: [jump])
        quiet.port = port
        let (silent, limit) = (quiet, Duration.seconds(5))
        async let failed = silent.failure(within: limit)
        let other = try await SSHConnection.connect(to: target(by: [jump]), timeout: .seconds(60))
        #expect(try await other.run(RemoteCommand("true")).succeeded)
        let error = try await failed
        #expect(error.kind == .silent(phase: .keyExchange, after: limit))
    }
}
