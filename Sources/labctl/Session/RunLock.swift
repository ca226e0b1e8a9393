import Glibc
import Labs

/// Keeps two runs from changing one lab at once, by flock(2): a killed one lets go by itself.
final class RunLock {
    private let descriptor: Int32

    /// Takes the lock of a lab's state directory; throws `Failure` that names the process which has it.
    init(directory: String) throws {
        let folder = try PrivateFolder(directory)
        descriptor = try folder.openFile("run.lock")
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = folder.text(of: "run.lock").map { $0.prefix(10).filter(\.isNumber) } ?? ""
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
