import Foundation
import Testing

@testable import SSH

@Suite("known_hosts")
struct KnownHostsTests {
    @Test(
        "names hosts by patterns, as sshd(8) says",
        arguments: [
            ("one.example", "one.example", true), ("ONE.example", "one.Example", true),
            ("*.example", "one.example", true), ("*.example", "example", false),
            ("10.0.0.?", "10.0.0.7", true), ("10.0.0.?", "10.0.0.17", false),
            ("*.example,!bad.example", "bad.example", false),
            ("!bad.example,*.example", "good.example", true),
            ("!bad.example", "good.example", false), ("[::1]:2222", "[::1]:2222", true),
            ("[*]:2222", "[one]:2222", true), ("*", "fe80::1%eth0", true), ("a*b*c", "aXbYc", true),
            ("a*b*c", "aXbY", false), ("", "one", false),
        ])
    func patterns(names: String, host: String, matches: Bool) throws {
        let line = names.isEmpty ? nil : KnownHostsLine("\(names) ssh-ed25519 AAAA remark")
        #expect((line?.matches(host) ?? false) == matches)
    }

    @Test("a pattern of many stars costs no more than both lengths")
    func stars() {
        let pattern = String(repeating: "*a", count: 5000) + "b"
        let time = ContinuousClock().measure {
            #expect(!HostPattern(pattern).matches(String(repeating: "a", count: 5000)))
        }
        #expect(time < .seconds(20))
    }

    @Test(
        "passes over what is no line of a key",
        arguments: [
            "", "# remark", "one ssh-ed25519", "one ssh-ed25519 !!!", "@unknown one ssh-ed25519 AAAA",
            "@revoked one",
        ])
    func nonsense(line: String) {
        #expect(KnownHostsLine(line) == nil)
    }
}

@Suite("A host's key")
struct HostKeyTests {
    let server: TestServer

    init() throws { server = try TestServer() }

    private func target(_ file: String, _ change: (inout SSHTarget) -> Void = { _ in }) -> SSHTarget {
        var target = server.target
        target.knownHosts = file
        change(&target)
        return target
    }

    private func connect(_ file: String, _ change: (inout SSHTarget) -> Void = { _ in }) async throws {
        _ = try await SSHConnection.connect(to: target(file, change), timeout: .seconds(20))
    }

    @Test("that is revoked is refused, though another line or another file lists it, by any form of its name")
    func revoked() async throws {
        let key = try server.publicKey("host_ed25519.pub")
        let good = "[127.0.0.1]:\(server.port) \(key)"
        let hashed = try server.knownHosts(good, as: "hashed")
        #expect(try ChildProcess(["ssh-keygen", "-q", "-H", "-f", hashed]).wait() == 0)
        let digest = try String(contentsOfFile: hashed, encoding: .utf8).split(separator: " ")[0]
        for names in ["*", "[127.0.0.1]:\(server.port)", "127.0.0.1", "other,127.0.0.?", "\(digest)"] {
            let file = try server.knownHosts(good, "@revoked \(names) \(key)")
            let error = try await target(file).failure()
            guard case .revokedHostKey(let shown, file) = error.kind else { throw error }
            #expect(shown.fingerprint == (try server.fingerprint(of: "host_ed25519.pub")))
            #expect(error.description.contains("Do not connect"))
        }
        let revoking = try server.knownHosts("@revoked * \(key)", as: "revoking")
        let error = try await target(server.knownHosts(good)) { $0.otherKnownHosts = [revoking] }.failure()
        guard case .revokedHostKey = error.kind else { throw error }
    }

    @Test("is accepted where another host's, or another key, is revoked")
    func revokedOther() async throws {
        let key = try server.publicKey("host_ed25519.pub")
        let other = try server.publicKey(URL(filePath: server.makeKey("other") + ".pub").lastPathComponent)
        try await connect(
            server.knownHosts(
                "@revoked * \(other)", "@revoked 192.0.2.1 \(key)", "[127.0.0.1]:\(server.port) \(key)"))
    }

    @Test("for which there is an authority alone is unknown, and it is said what to do")
    func authorityAlone() async throws {
        let key = try server.publicKey("host_ed25519.pub")
        let error = try await target(server.knownHosts("@cert-authority * \(key)")).failure()
        guard case .onlyAuthorityKnown = error.kind else { throw error }
        #expect(error.description.contains("ssh-keyscan -t ed25519 -p \(server.port) 127.0.0.1 >>"))
        try await connect(
            server.knownHosts("@cert-authority * \(key)", "[127.0.0.1]:\(server.port) \(key)"))
    }

    @Test("is known by a pattern, an alias, and without its port, and not where the host is ruled out")
    func names() async throws {
        let key = try server.publicKey("host_ed25519.pub")
        try await connect(server.knownHosts("[127.0.0.*]:* \(key)"))
        try await connect(server.knownHosts("127.0.0.1 \(key)"))
        try await connect(server.knownHosts("gate \(key)")) { $0.hostKeyAlias = "gate" }
        let ruledOut = try server.knownHosts("[127.0.0.*]:*,![127.0.0.1]:* \(key)")
        let error = try await target(ruledOut).failure()
        guard case .unknownHostKey = error.kind else { throw error }
    }

    @Test("is asked for over IPv6 and by a host's name")
    func otherAddresses() async throws {
        try await connect(server.path("known_hosts")) { $0.address = "::1" }
        let key = try server.publicKey("host_ed25519.pub")
        try await connect(server.knownHosts("[localhost]:\(server.port) \(key)")) { $0.address = "localhost" }
    }

    @Test("has commands to copy whose words are quoted")
    func quoting() async throws {
        let file = try server.knownHosts(as: "it's & here")
        let error = try await target(file).failure()
        #expect(error.description.contains(">> '\(server.folder.path)/it'\\''s & here'"))
    }
}
