import Foundation

/// A local process, started by posix_spawn(3): Foundation's can miss that its child is gone when many tests
/// start some at once.
struct ChildProcess: Sendable {
    let identifier: pid_t

    init(_ command: [String]) throws {
        var arguments = command.map { strdup($0) } + [nil]
        defer { arguments.forEach { free($0) } }
        // Threads of Dispatch block signals, and a child would, too: an ssh-agent could not be ended.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var identifier = pid_t()
        let code = posix_spawnp(&identifier, command[0], nil, &attributes, &arguments, environ)
        guard code == 0 else {
            throw TestServer.Failure(description: "\(command[0]): \(String(cString: strerror(code)))")
        }
        self.identifier = identifier
    }

    /// Waits for its end.
    func wait() -> Int32 {
        var status: Int32 = 0
        waitpid(identifier, &status, 0)
        return status
    }

    func stop() {
        kill(identifier, SIGTERM)
        _ = wait()
    }
}
