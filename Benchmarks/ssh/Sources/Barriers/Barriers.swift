import Foundation
import SSH

/// The SSH room's side of the race: the same barriers as `c/barriers.c`, and pushing a file to all hosts at once.
///
///     Barriers barriers ADDRESS:PORT,... USER KEY KNOWN_HOSTS COUNT
///     Barriers upload   ADDRESS:PORT,... USER KEY KNOWN_HOSTS FILE
///     Barriers hold     ADDRESS:PORT,... USER KEY KNOWN_HOSTS SESSIONS
@main
struct Barriers {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard arguments.count == 6 else { throw Usage() }
        let words = Array(arguments)
        let targets = try words[1].split(separator: ",").map { try target(String($0), words) }
        switch words[0] {
        case "barriers": try await runBarriers(targets, count: Int(words[5]) ?? 100)
        case "upload": try await upload(words[5], to: targets)
        case "hold": try await hold(Int(words[5]) ?? 100, targets)
        default: throw Usage()
        }
    }

    private struct Usage: Error {}

    private static func target(_ place: String, _ words: [String]) throws -> SSHTarget {
        let parts = place.split(separator: ":")
        guard parts.count == 2, let port = UInt16(parts[1]) else { throw Usage() }
        return SSHTarget(
            address: String(parts[0]), port: port, user: words[2], identities: [words[3]],
            knownHosts: words[4])
    }

    private static func connect(_ targets: [SSHTarget]) async throws -> [SSHConnection] {
        try await withThrowingTaskGroup(of: SSHConnection.self) { group in
            for target in targets {
                group.addTask { try await .connect(to: target, timeout: .seconds(60)) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    private static func onAll(
        _ connections: [SSHConnection],
        _ work: @Sendable @escaping (SSHConnection) async throws -> CommandResult
    ) async throws {
        try await withThrowingTaskGroup(of: CommandResult.self) { group in
            for connection in connections { group.addTask { try await work(connection) } }
            for try await result in group {
                guard result.succeeded else { throw SSHFailure(text: result.stderr.text) }
            }
        }
    }

    private struct SSHFailure: Error { let text: String }

    private static func runBarriers(_ targets: [SSHTarget], count: Int) async throws {
        let clock = ContinuousClock()
        var connections: [SSHConnection] = []
        let connecting = try await clock.measure { connections = try await connect(targets) }
        let running = try await clock.measure {
            for _ in 0..<count { try await onAll(connections) { try await $0.run(RemoteCommand("true")) } }
        }
        report("connect", connecting, "barriers", running)
    }

    private static func upload(_ path: String, to targets: [SSHTarget]) async throws {
        let connections = try await connect(targets)
        let time = try await ContinuousClock().measure {
            try await onAll(connections) {
                let place = "/tmp/ssh-benchmark.\($0.target.port)"
                return try await $0.upload(RemoteFile(path: place, content: .file(path)))
            }
        }
        report("upload", time, "of", .zero)
        try await onAll(connections) { try await $0.run(RemoteCommand("rm -f /tmp/ssh-benchmark.*")) }
    }

    private static func hold(_ count: Int, _ targets: [SSHTarget]) async throws {
        let many = (0..<count).map { targets[$0 % targets.count] }
        var connections: [SSHConnection] = []
        let connecting = try await ContinuousClock().measure { connections = try await connect(many) }
        let running = try await ContinuousClock().measure {
            try await onAll(connections) { try await $0.run(RemoteCommand("true")) }
        }
        report("connect", connecting, "run", running)
    }

    private static func report(_ first: String, _ time: Duration, _ second: String, _ other: Duration) {
        var usage = rusage()
        getrusage(RUSAGE_SELF.rawValue, &usage)
        let figures = [time, other].map { String(format: "%.3f", $0 / .seconds(1)) }
        print("\(first) \(figures[0]) \(second) \(figures[1]) peak_kib \(usage.ru_maxrss)")
    }
}
