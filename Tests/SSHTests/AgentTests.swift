import Foundation
import Testing

@testable import SSH

/// A real ssh-agent with a socket in the server's folder.
final class TestAgent {
    let socket: String
    private let process: ChildProcess

    init(beside server: TestServer) throws {
        socket = server.path("agent")
        process = try ChildProcess(["sh", "-c", "exec ssh-agent -D -a '\(socket)' >/dev/null"])
        for _ in 0..<500 where access(socket, F_OK) != 0 { usleep(10_000) }
    }

    deinit { process.stop() }

    /// Adds a key; `passphrase` is given by a program, as ssh-add(1) has it.
    func add(_ key: String, passphrase: String = "", _ options: String...) throws {
        let helper = "\(key).askpass"
        try Data("#!/bin/sh\necho '\(passphrase)'\n".utf8).write(to: URL(filePath: helper))
        chmod(helper, 0o700)
        let code = try ChildProcess(
            [
                "env", "SSH_AUTH_SOCK=\(socket)", "SSH_ASKPASS=\(helper)", "SSH_ASKPASS_REQUIRE=force",
                "ssh-add", "-q",
            ]
                + options + [key]
        ).wait()
        guard code == 0 else { throw TestServer.Failure(description: "ssh-add failed") }
    }
}

@Suite("Keys of an ssh-agent")
struct AgentTests {
    let server: TestServer
    let agent: TestAgent

    init() throws {
        server = try TestServer()
        agent = try TestAgent(beside: server)
    }

    private func target(_ change: (inout SSHTarget) throws -> Void) rethrows -> SSHTarget {
        var target = server.target
        target.identities = []
        target.agents = [agent.socket]
        try change(&target)
        return target
    }

    @Test("log in, each by its own sort of signature", arguments: ["ed25519", "ecdsa"])
    func logIn(type: String) async throws {
        try agent.add(try server.makeKey("stranger"))
        try agent.add(try server.makeAuthorizedKey(type))
        let connection = try await SSHConnection.connect(to: target { _ in })
        #expect(try await connection.run(RemoteCommand("echo in")).stdout.bytes == Array("in\n".utf8))
    }

    @Test("stand for an encrypted file, which alone is refused with what to do")
    func encrypted() async throws {
        let key = try server.makeKey("locked", passphrase: "secret")
        try FileManager.default.removeItem(atPath: server.path("authorized"))
        try FileManager.default.copyItem(atPath: "\(key).pub", toPath: server.path("authorized"))
        let target = target { ($0.identities, $0.identitiesOnly) = ([key], true) }
        let error = try await target.failure()
        #expect(error.kind == .badIdentity(path: key, .encrypted))
        #expect(error.description.contains("ssh-add \(key)"))
        try agent.add(key, passphrase: "secret")
        _ = try await SSHConnection.connect(to: target)
    }

    @Test("are not offered where the named ones are the only ones")
    func identitiesOnly() async throws {
        try agent.add(server.path("user"))
        let key = try server.makeKey("stranger")
        let target = target { ($0.identities, $0.identitiesOnly) = ([key], true) }
        let error = try await target.failure()
        guard case .keysRefused(let paths, _) = error.kind else { throw error }
        #expect(paths == [key])
    }

    @Test("that are too many for the server say which one to name")
    func tooMany() async throws {
        for number in 0..<8 { try agent.add(try server.makeKey("stranger\(number)")) }
        let target = target { _ in }
        let error = try await target.failure()
        guard case .tooManyKeys = error.kind else { throw error }
        #expect(error.description.contains("identity"))
    }

    @Test("of an agent that never answers are given up in time, and delay no other host")
    func silentAgent() async throws {
        let silent = server.path("silent")
        let listener = try Loopback.listen(at: silent)
        defer { close(listener) }
        let target = target { $0.agents = [silent] }
        async let failed = target.failure(within: .seconds(4))
        for _ in 0..<3 { _ = try await server.connect() }
        let error = try await failed
        guard case .agentFailed(silent, _) = error.kind else { throw error }
    }

    @Test("of what is no agent do not keep a named key from logging in")
    func noAgent() async throws {
        _ = try await SSHConnection.connect(
            to: target {
                $0.agents = [
                    server.path("nowhere"), server.path("config"), String(repeating: "x", count: 300),
                ]
                $0.identities = [server.path("user")]
            })
    }
}
