import Glibc

/// Keeps two labctl processes from working on the same thing at once, by flock(2): a killed one lets go by itself.
final class FileLock {
    private let descriptor: Int32

    /// Takes the lock of a file, which is made if need be; `busy` words the error when somebody holds it.
    ///
    /// With `waiting`, waits for the other instead of throwing. Throws `LabError`.
    init(_ path: String, waiting: Bool = false, busy: String = "") throws {
        descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw LabError("the lock \(path) cannot be opened: \(String(cString: strerror(errno)))")
        }
        guard flock(descriptor, waiting ? LOCK_EX : LOCK_EX | LOCK_NB) == 0 else {
            throw LabError(busy, ["Wait until it has ended, then try again."])
        }
    }

    deinit { close(descriptor) }
}
