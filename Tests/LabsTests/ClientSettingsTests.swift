import Foundation
import Steps
import Testing

@testable import Labs

/// `ssh -G` reads files that the tests write, by the variable that names one in place of the user's own.
@Suite("The user's ssh configuration", .serialized)
struct ClientSettingsTests {
    let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    /// How a host of a lab is reached with a configuration.
    private func access(_ configuration: String, _ lab: String, host: String = "one") async throws
        -> HostAccess
    {
        for name in ["key", "other"] { try Data().write(to: URL(filePath: "\(folder.path)/\(name)")) }
        let path = "\(folder.path)/config"
        try Data(configuration.replacingOccurrences(of: "HERE", with: folder.path).utf8).write(
            to: URL(filePath: path))
        setenv("LABCTL_SSH_CONFIG", path, 1)
        defer { unsetenv("LABCTL_SSH_CONFIG") }
        let text = "name: mine\nprovider: existing\n" + lab
        let read = try LabFile.read(bytes: Array(text.utf8), path: "\(folder.path)/lab.yaml")
        return try await read.provider.access(to: try read.host(named: host))
    }

    private static let hosts =
        "hosts: [{name: one, address: gate}, {name: two, address: 192.0.2.2, port: 2202}]\n"

    @Test("says how a host is reached where the lab file does not")
    func settings() async throws {
        try Data("Host gate\nPort 2244\n".utf8).write(to: URL(filePath: "\(folder.path)/more"))
        let access = try await access(
            """
            IgnoreUnknown NoSuch*
            Include HERE/mor*
            Host !gate *
                User nobody
            Host g?te other
                HostName gate.example.org
                User anna
                User second
                Port 1
                IdentityFile HERE/%n-is-not-there
                IdentityFile HERE/key
                IdentitiesOnly yes
                UserKnownHostsFile HERE/other HERE/not-there
                HostKeyAlias thegate
                IdentityAgent HERE/%r.sock
                NoSuchKeyword yes
            """, Self.hosts)
        #expect(access.address == "gate.example.org" && access.port == 2244 && access.user == "anna")
        #expect(access.identities == ["\(folder.path)/key"] && access.identitiesOnly)
        #expect(access.otherKnownHosts.contains("\(folder.path)/other"))
        #expect(access.knownHosts == "\(folder.path)/.labctl/mine/known_hosts")
        #expect(access.hostKeyAlias == "thegate" && access.agent == "\(folder.path)/anna.sock")
    }

    @Test("gives way to what the lab file says, and to the port of a host")
    func labWins() async throws {
        let configuration =
            "Host *\nUser anna\nPort 1\nIdentityFile HERE/other\nProxyJump bastion\nUserKnownHostsFile HERE/other\n"
        let lab = Self.hosts + "ssh: {user: bob, port: 22, identity: key, known_hosts: known, jump: none}\n"
        let access = try await access(configuration, lab, host: "two")
        #expect(access.user == "bob" && access.port == 2202 && access.jumps.isEmpty)
        #expect(access.identities == ["\(folder.path)/key"] && access.identitiesOnly)
        #expect(access.knownHosts == "\(folder.path)/known" && access.otherKnownHosts.isEmpty)
        #expect(try await self.access(configuration, lab).port == 22)
    }

    @Test("names jump hosts, each with settings of its own, and those on the way to them")
    func jumps() async throws {
        let access = try await access(
            """
            Host gate
                ProxyJump bob@inner:2222
            Host inner
                HostName inner.example.org
                ProxyJump outer
            Host outer
                User carol
                Port 2022
            """, Self.hosts)
        #expect(access.user == "root")
        #expect(access.jumps.map(\.address) == ["outer", "inner.example.org"])
        #expect(access.jumps.map(\.user) == ["carol", "bob"] && access.jumps.map(\.port) == [2022, 2222])
        let command = access.sshCommand.joined(separator: " ")
        #expect(
            command.contains("ProxyCommand=") && command.contains("-W") && command.contains("carol@outer"))
    }

    @Test("with a ProxyCommand, or one that cannot be read, is told as such")
    func refused() async throws {
        let command = await #expect(throws: LabError.self) {
            _ = try await access("Host *\nProxyCommand nc %h %p\n", Self.hosts)
        }
        #expect(command?.summary.contains("ProxyCommand") == true)
        let broken = await #expect(throws: LabError.self) {
            _ = try await access("Host *\nPort \u{1B}[31mx\n", Self.hosts)
        }
        #expect(broken?.description.contains("ssh -G gate") == true)
        #expect(broken?.description.contains("\u{1B}") == false)
    }

    @Test("is the user's own: a host's name is never an option of a command")
    func commandLines() async throws {
        let access = try await access("", Self.hosts + "ssh: {user: bob, jump: 'me@b:22'}\n")
        let words = access.sshCommand
        #expect(words.suffix(2) == ["--", "bob@gate"])
        #expect(words.contains { $0.hasPrefix("ProxyCommand=ssh") && $0.hasSuffix(" -- me@b") })
    }
}
