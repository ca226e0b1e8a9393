import CLinux
import Glibc

/// Starts a program of this computer by posix_spawn(3). Signals do with it what they usually do, though Dispatch blocks
/// them on its threads and labctl may ignore some: timeout(1) and kill(1) would be deaf otherwise.
struct ProcessLauncher {
    /// The program, found in PATH, and its arguments.
    var arguments: [String]
    /// The descriptor that becomes the program's standard input.
    var input: Int32
    /// The descriptor that becomes its standard output and error.
    var output: Int32
    /// Whether it leads a session of its own, so that it outlives labctl and no Ctrl-C reaches it.
    var ownSession = false

    /// The new process's id. Throws `LabError` when the program cannot be started.
    func start() throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (from, to) in [(input, 0), (output, 1), (output, 2)] {
            posix_spawn_file_actions_adddup2(&actions, from, Int32(to))
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        let flags = (ownSession ? clinux_spawn_setsid : 0) | Self.hearSignals(&attributes)
        posix_spawnattr_setflags(&attributes, flags)

        var strings = arguments.map { strdup($0) } + [nil]
        defer { for string in strings { free(string) } }
        var pid: pid_t = 0
        let code = posix_spawnp(&pid, arguments[0], &actions, &attributes, &strings, environ)
        guard code == 0 else {
            throw LabError("`\(arguments[0])` cannot be started: \(String(cString: strerror(code)))")
        }
        return pid
    }

    private static func hearSignals(_ attributes: inout posix_spawnattr_t) -> Int16 {
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGTSTP] { sigaddset(&signals, number) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        return Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF)
    }

    /// Waits for a child to end; its exit code, or 128 and the signal that ended it.
    static func wait(for pid: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0 { if errno != EINTR { return -1 } }
        let signal = status & 0x7f
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal
    }
}
