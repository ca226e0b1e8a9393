import Foundation
import SSH
import Testing

/// A real sshd on a loopback port, with keys and files of its own in a temporary folder.
final class TestServer: Sendable {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    let folder: URL
    let port: UInt16
    private let daemon: ChildProcess

    /// Starts a server; `hostKeys` are types of ssh-keygen(1), `settings` lines of sshd_config(5).
    init(hostKeys: [String] = ["ed25519"], settings: [String] = []) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "ssh-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try FileManager.default.createDirectory(atPath: "/run/sshd", withIntermediateDirectories: true)
        for type in hostKeys { try Self.makeKey(folder.appending(path: "host_\(type)"), type) }
        try Self.makeKey(folder.appending(path: "user"), "ed25519")
        try Self.makeKey(folder.appending(path: "user_rsa"), "rsa")
        port = try Loopback.freePort()
        try Self.configure(folder, port, hostKeys, settings)
        try Self.pinHostKeys(folder, port)
        daemon = try ChildProcess(
            ["/usr/sbin/sshd", "-D", "-E", "\(folder.path)/log", "-f", "\(folder.path)/config"])
        try Loopback.waitForListener(on: port)
    }

    deinit {
        daemon.stop()
        try? FileManager.default.removeItem(at: folder)
    }

    /// How to reach it, as root with its key, unless changed.
    var target: SSHTarget {
        SSHTarget(
            name: "testhost", address: "127.0.0.1", port: port, user: NSUserName(),
            identities: [path("user")],
            knownHosts: path("known_hosts"))
    }

    func path(_ name: String) -> String { folder.appending(path: name).path }

    func connect() async throws -> SSHConnection { try await .connect(to: target) }

    /// Makes a key of another machine, or of another user.
    func makeKey(_ name: String, _ type: String = "ed25519", passphrase: String = "") throws -> String {
        try Self.makeKey(folder.appending(path: name), type, passphrase: passphrase)
        return path(name)
    }

    private static func configure(_ folder: URL, _ port: UInt16, _ hostKeys: [String], _ settings: [String])
        throws
    {
        let authorized = try ["user.pub", "user_rsa.pub"].map {
            try String(contentsOf: folder.appending(path: $0), encoding: .utf8)
        }
        try Data(authorized.joined().utf8).write(to: folder.appending(path: "authorized"))
        let lines =
            settings + hostKeys.map { "HostKey \(folder.path)/host_\($0)" } + [
                "ListenAddress 127.0.0.1:\(port)", "AuthorizedKeysFile \(folder.path)/authorized",
                "PermitRootLogin yes", "StrictModes no", "UsePAM no", "PidFile none", "MaxStartups 500",
            ]
        try Data(lines.joined(separator: "\n").appending("\n").utf8).write(
            to: folder.appending(path: "config"))
    }

    private static func pinHostKeys(_ folder: URL, _ port: UInt16) throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let keys = try names.filter { $0.hasPrefix("host_") && $0.hasSuffix(".pub") }.map { name in
            let key = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            return "[127.0.0.1]:\(port) \(key)"
        }
        try Data(keys.joined().utf8).write(to: folder.appending(path: "known_hosts"))
    }

    private static func makeKey(_ url: URL, _ type: String, passphrase: String = "") throws {
        let command = ["ssh-keygen", "-q", "-t", type, "-N", passphrase, "-C", "test", "-f", url.path]
        guard try ChildProcess(command).wait() == 0 else {
            throw Failure(description: "\(command.joined(separator: " ")) failed")
        }
    }
}
