import Foundation
import Testing

@testable import SSH

@Suite("Connecting")
struct ConnectTests {
    let server: TestServer

    init() throws { server = try TestServer() }

    /// The failure to connect that a change of the target makes.
    private func failure(
        within timeout: Duration = .seconds(20), _ change: (inout SSHTarget) throws -> Void
    ) async throws -> SSHError {
        var target = server.target
        try change(&target)
        do {
            _ = try await SSHConnection.connect(to: target, timeout: timeout)
            throw TestServer.Failure(description: "it connected")
        } catch let error as SSHError {
            return error
        }
    }

    @Test("to a port on which nothing listens is refused")
    func refused() async throws {
        let port = try Loopback.freePort()
        #expect(try await failure { $0.port = port }.kind == .refused)
    }

    @Test("to an address that the network has no way to says so")
    func unreachable() async throws {
        let error = try await failure { $0.address = "255.255.255.255" }
        guard case .noRoute = error.kind else {
            guard case .connectFailed = error.kind else { throw error }
            return
        }
    }

    @Test("to a name that does not resolve says so")
    func unknownAddress() async throws {
        let error = try await failure { $0.address = "no such host" }
        guard case .unknownAddress = error.kind else { throw error }
    }

    @Test("to a server that accepts and says nothing ends in time and says in which phase")
    func silent() async throws {
        let (listener, port) = try Loopback.listen()
        defer { close(listener) }
        let error = try await failure(within: .milliseconds(300)) { $0.port = port }
        #expect(error.kind == .silent(phase: .keyExchange, after: .milliseconds(300)))
    }

    @Test("to something that is not an SSH server says so")
    func notSSH() async throws {
        let (listener, port) = try Loopback.listen()
        let talker = Task.detached {
            let peer = accept(listener, nil, nil)
            _ = "220 mail.example ESMTP\r\n".withCString { write(peer, $0, 24) }
            close(peer)
            close(listener)
        }
        let error = try await failure { $0.port = port }
        await talker.value
        guard case .notSSH = error.kind else { throw error }
    }

    @Test("to a host whose key is not known stops, with the fingerprint that ssh-keygen prints")
    func unknownHostKey() async throws {
        let empty = server.path("empty")
        try Data().write(to: URL(filePath: empty))
        let fingerprint = try server.fingerprint(of: "host_ed25519.pub")
        for file in [empty, server.path("missing")] {
            let error = try await failure { $0.knownHosts = file }
            #expect(error.kind == .unknownHostKey(.init(type: "ssh-ed25519", fingerprint: fingerprint)))
            let scan = "ssh-keyscan -t ed25519 -p \(server.port) 127.0.0.1 >> \(file)"
            #expect(error.description.contains(scan))
        }
    }

    @Test("to a host whose key has changed stops, and says how to forget the old key")
    func changedHostKey() async throws {
        let other = try String(contentsOfFile: server.makeKey("other") + ".pub", encoding: .utf8)
        let file = server.path("changed")
        try Data("[127.0.0.1]:\(server.port) \(other)".utf8).write(to: URL(filePath: file))
        let error = try await failure { $0.knownHosts = file }
        let fingerprint = try server.fingerprint(of: "host_ed25519.pub")
        #expect(error.kind == .changedHostKey(.init(type: "ssh-ed25519", fingerprint: fingerprint)))
        #expect(error.description.contains("ssh-keygen -f \(file) -R '[127.0.0.1]:\(server.port)'"))
    }

    @Test("finds a hashed name in known_hosts, among lines that it does not understand")
    func hashedKnownHosts() async throws {
        let file = server.path("hashed")
        let known = try String(contentsOfFile: server.path("known_hosts"), encoding: .utf8)
        try Data(known.utf8).write(to: URL(filePath: file))
        #expect(try ChildProcess(["ssh-keygen", "-q", "-H", "-f", file]).wait() == 0)
        let hashed = try String(contentsOfFile: file, encoding: .utf8)
        #expect(hashed.hasPrefix("|1|"))
        let lines = "nonsense\n@revoked * ssh-rsa AAAA\n# remark\n\(hashed)"
        try Data(lines.utf8).write(to: URL(filePath: file))
        var target = server.target
        target.knownHosts = file
        _ = try await SSHConnection.connect(to: target)
    }

    @Test("with a key that the host does not know is refused")
    func wrongKey() async throws {
        let key = try server.makeKey("stranger")
        let error = try await failure { $0.identities = [key] }
        guard case .keysRefused(let paths, let accepted) = error.kind else { throw error }
        #expect(paths == [key] && accepted.contains("publickey"))
    }

    @Test("tries one key after the other")
    func secondKey() async throws {
        var target = server.target
        target.identities.insert(try server.makeKey("stranger"), at: 0)
        _ = try await SSHConnection.connect(to: target)
    }

    @Test("with an RSA key alone says that this libssh2 cannot sign with it")
    func rsaKey() async throws {
        let key = try server.makeAuthorizedKey("rsa")
        let error = try await failure { $0.identities = [key] }
        guard case .rsaKeyRefused(key, _) = error.kind else { throw error }
        #expect(error.description.contains("ed25519"))
    }

    @Test("with an ECDSA key works")
    func ecdsaKey() async throws {
        var target = server.target
        target.identities = [try server.makeAuthorizedKey("ecdsa")]
        _ = try await SSHConnection.connect(to: target)
    }

    @Test("with a wrong password is refused, and the password is never shown")
    func wrongPassword() async throws {
        let error = try await failure {
            $0.identities = []
            $0.password = Password("hunter2")
        }
        guard case .passwordRefused = error.kind else { throw error }
        var dumped = ""
        dump(error, to: &dumped)
        #expect(!dumped.contains("hunter2") && !"\(error) \(error.target)".contains("hunter2"))
    }

    @Test(
        "with a private key that cannot be used says why",
        arguments: [
            ("missing", SSHError.IdentityProblem.missing), ("config", .malformed), ("locked", .encrypted),
        ])
    func badIdentity(name: String, problem: SSHError.IdentityProblem) async throws {
        if problem == .encrypted { _ = try server.makeKey(name, passphrase: "secret") }
        let path = server.path(name)
        let error = try await failure { $0.identities = [path] }
        #expect(error.kind == .badIdentity(path: path, problem))
        #expect(error.description.contains(path))
    }

    @Test("with nothing to offer says what the server would take")
    func nothingToOffer() async throws {
        let error = try await failure { $0.identities = [] }
        guard case .nothingToOffer(let accepted) = error.kind else { throw error }
        #expect(accepted.contains("publickey"))
    }

    @Test("to a server with only an RSA host key says that no method is in common")
    func rsaOnlyServer() async throws {
        let old = try TestServer(hostKeys: ["rsa"])
        do {
            _ = try await old.connect()
            Issue.record("it connected")
        } catch let error as SSHError {
            guard case .noCommonMethods = error.kind else { throw error }
            #expect(error.description.contains("RSA"))
        }
    }
}
