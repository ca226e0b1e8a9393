import FoundationEssentials
import Glibc

/// The few things that the local lab does with this computer's files.
enum Files {
    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    static func makeDirectory(_ path: String) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    /// The names in a directory, sorted; none when it is not there.
    static func names(in directory: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []).sorted()
    }

    /// The text of a file, without spaces at either end; nil when it cannot be read.
    static func text(of path: String) -> String? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        return String(decoding: data, as: UTF8.self).trimmed
    }

    /// Writes a whole file under a temporary name and renames it, so that nobody reads half of it.
    static func write(_ text: String, to path: String, mode: mode_t = 0o644) throws {
        let half = "\(path).new"
        try? FileManager.default.removeItem(atPath: half)
        let descriptor = open(half, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw failure("written", path) }
        defer { close(descriptor) }
        try put(text, into: descriptor, path)
        fchmod(descriptor, mode)
        guard rename(half, path) == 0 else { throw failure("written", path) }
    }

    /// Writes into a file of the kernel (/proc, /sys), which is neither made nor replaced.
    static func set(_ path: String, to text: String) throws {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("set", path) }
        defer { close(descriptor) }
        try put(text, into: descriptor, path)
    }

    /// The paths of all directories below one, deepest last.
    static func directories(below directory: String) -> [String] {
        names(in: directory).map { "\(directory)/\($0)" }.flatMap { path -> [String] in
            var facts = stat()
            guard lstat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR else { return [] }
            return [path] + directories(below: path)
        }
    }

    static func remove(_ path: String) { try? FileManager.default.removeItem(atPath: path) }

    private static func put(_ text: String, into descriptor: Int32, _ path: String) throws {
        let bytes = Array(text.utf8)
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else {
            throw failure("written", path)
        }
    }

    private static func failure(_ verb: String, _ path: String) -> LabError {
        LabError("\(path) cannot be \(verb): \(String(cString: strerror(errno)))")
    }
}
