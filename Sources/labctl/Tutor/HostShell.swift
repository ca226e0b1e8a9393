import Dispatch
import FoundationEssentials
import Glibc
import Labs
import Steps

/// A shell on a host in the user's own terminal, until the user leaves it.
struct HostShell: Sendable {
    let lab: Lab

    /// Opens a shell; answers what went wrong, nil where nothing did.
    func open(on host: Host) async -> String? {
        let command: [String]
        do {
            command = host == .local ? ["bash"] : try await lab.provider.access(to: host).sshCommand
        } catch { return "\(error)" }
        return await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: Self.carryOut(command)) }
        }
    }

    /// Runs a program with our terminal; it gets back the signals that we keep to ourselves.
    private static func carryOut(_ command: [String]) -> String? {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        for number in [SIGINT, SIGTERM] { sigaddset(&signals, number) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        var words = command.map { strdup($0) } + [nil]
        var variables = ProcessInfo.processInfo.environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { (words + variables).forEach { free($0) } }
        var pid: pid_t = 0
        let error = posix_spawnp(&pid, command[0], nil, &attributes, &words, &variables)
        guard error == 0 else {
            return "`\(command[0])` cannot be started: \(String(cString: strerror(error)))"
        }
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
        return nil
    }
}
