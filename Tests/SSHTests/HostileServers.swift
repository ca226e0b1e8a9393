import Foundation
import SSH

/// The servers of `Cases/hostile/server.py`, and those of `login.py`, each on a loopback port of its own, with a host key that is known.
final class HostileServers: Sendable {
    /// The port of each server, by its name.
    let ports: [String: UInt16]
    private let folder: URL
    private let processes: [ChildProcess]

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "hostile-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let key = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", "\(folder.path)/host"]
        guard try ChildProcess(key).wait() == 0 else { throw TestServer.Failure(description: "no host key") }
        let scripts = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases/hostile")
            .path
        // Idle, for on real labs the hostile hosts have processors of their own.
        let command = ["chrt", "--idle", "0", "/usr/bin/python3", "-B"]
        processes = try ["server", "login"].map { [folder] script in
            try ChildProcess(command + ["\(scripts)/\(script).py", folder.path])
        }
        let ofLogin = try Self.read("\(folder.path)/login-ports")
        ports = try Self.read("\(folder.path)/ports").merging(ofLogin) { $1 }
        let publicKey = try String(contentsOfFile: "\(folder.path)/host.pub", encoding: .utf8)
        let lines = ports.values.map { "[127.0.0.1]:\($0) \(publicKey)" }
        try Data(lines.joined().utf8).write(to: folder.appending(path: "known_hosts"))
    }

    deinit {
        for process in processes { process.stop() }
        try? FileManager.default.removeItem(at: folder)
    }

    /// How to reach one of them.
    func target(_ name: String) -> SSHTarget {
        SSHTarget(
            name: name, address: "127.0.0.1", port: ports[name] ?? 0,
            identities: [folder.appending(path: "host").path],
            knownHosts: folder.appending(path: "known_hosts").path)
    }

    /// Waits until all of them listen.
    private static func read(_ path: String) throws -> [String: UInt16] {
        for _ in 0..<3000 {
            guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
                usleep(20_000)
                continue
            }
            return text.split(separator: "\n").reduce(into: [:]) { ports, line in
                let words = line.split(separator: " ")
                ports[String(words[0])] = UInt16(words[1])
            }
        }
        throw TestServer.Failure(
            description: "the hostile servers do not start: are python3-asyncssh and python3-paramiko there?")
    }
}

/// What this process takes of memory.
enum Memory {
    /// The resident set, in KiB (proc_pid_status(5), "VmRSS").
    static func resident() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
        return line.split(separator: " ").compactMap { Int($0) }.first ?? 0
    }
}
