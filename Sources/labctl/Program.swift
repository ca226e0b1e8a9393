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
}
