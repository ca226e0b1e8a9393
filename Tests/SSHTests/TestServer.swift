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

    /// Makes a key with which one may log in.
    func makeAuthorizedKey(_ type: String) throws -> String {
        let key = try makeKey("user_\(type)", type)
        try FileManager.default.removeItem(atPath: path("authorized"))
        try FileManager.default.copyItem(atPath: "\(key).pub", toPath: path("authorized"))
        return key
    }

    /// The first two words of a public key: its type and itself.
    func publicKey(_ name: String) throws -> String {
        let text = try String(contentsOfFile: path(name), encoding: .utf8)
        return text.split(separator: " ").prefix(2).joined(separator: " ")
    }

    /// A known_hosts file of its own.
    func knownHosts(_ lines: String..., as name: String = "own_known_hosts") throws -> String {
        try Data(lines.joined(separator: "\n").appending("\n").utf8).write(to: URL(filePath: path(name)))
        return path(name)
    }

    /// The fingerprint of a public key as ssh-keygen(1) prints it.
    func fingerprint(of name: String) throws -> String {
        let output = path("fingerprint")
        guard try ChildProcess(["sh", "-c", "ssh-keygen -lf '\(path(name))' >'\(output)'"]).wait() == 0 else {
            throw Failure(description: "ssh-keygen -l failed")
        }
        let words = try String(contentsOfFile: output, encoding: .utf8).split(separator: " ")
        return words.count > 1 ? String(words[1]) : ""
    }

    private static func configure(_ folder: URL, _ port: UInt16, _ hostKeys: [String], _ settings: [String])
        throws
    {
        try FileManager.default.copyItem(
            atPath: "\(folder.path)/user.pub", toPath: "\(folder.path)/authorized")
        let lines =
            settings + hostKeys.map { "HostKey \(folder.path)/host_\($0)" } + [
                "ListenAddress 127.0.0.1:\(port)", "ListenAddress [::1]:\(port)",
                "AuthorizedKeysFile \(folder.path)/authorized",
                "PermitRootLogin yes", "StrictModes no", "UsePAM no", "PidFile none", "MaxStartups 500",
                "SetEnv SHLVL=2",  // bash(1) reads no .bashrc then, whatever is in this computer's
            ]
        try Data(lines.joined(separator: "\n").appending("\n").utf8).write(
            to: folder.appending(path: "config"))
    }

    private static func pinHostKeys(_ folder: URL, _ port: UInt16) throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let keys = try names.filter { $0.hasPrefix("host_") && $0.hasSuffix(".pub") }.map { name in
            let key = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            return "[127.0.0.1]:\(port),[::1]:\(port) \(key)"
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

extension SSHTarget {
    /// The failure to connect to it.
    func failure(within timeout: Duration = .seconds(30)) async throws -> SSHError {
        do throws(SSHError) {
            _ = try await SSHConnection.connect(to: self, timeout: timeout)
        } catch { return error }
        throw TestServer.Failure(description: "it connected")
    }
}
