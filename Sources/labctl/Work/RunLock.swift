import FoundationEssentials
import Glibc

/// Keeps two runs from changing one lab at once, by flock(2): a killed one lets go by itself.
final class RunLock {
    private let descriptor: Int32

    /// Takes the lock of a lab's state directory; throws `Failure` that names the process which has it.
    init(directory: String) throws {
        try? FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        let path = "\(directory)/run.lock"
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw Failure(
                "the lock \(path) cannot be opened: \(String(cString: strerror(errno)))",
                ["Did another user make the lab? Then use sudo here too."], status: .failed)
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
            throw Failure(
                "another labctl run is under way in this lab\(holder.isEmpty ? "" : " (pid \(holder))")",
                [
                    "Wait for its end, or stop it with Ctrl-C where it runs. `labctl check` works all the time."
                ],
                status: .failed)
        }
        let pid = "\(getpid())"
        ftruncate(descriptor, 0)
        pwrite(descriptor, pid, pid.utf8.count, 0)
    }

    deinit { close(descriptor) }
}
