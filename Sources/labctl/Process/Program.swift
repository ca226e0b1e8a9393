import Glibc
import Labs

/// Another program in labctl's place.
enum Program {
    /// Becomes a program by execvp(3): its terminal, signals and exit code are the user's own. Returns only by an error.
    static func become(_ arguments: [String]) throws {
        var strings = arguments.map { strdup($0) } + [nil]
        execvp(arguments[0], &strings)
        throw LabError("`\(arguments[0])` cannot be started: \(String(cString: strerror(errno)))")
    }

    /// Whether a program is found in PATH.
    static func isInstalled(_ name: String) -> Bool {
        let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin"
        return path.split(separator: ":").contains { access("\($0)/\(name)", X_OK) == 0 }
    }
}
