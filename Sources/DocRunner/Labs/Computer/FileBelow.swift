import CLinux
import Glibc

/// A regular file below a folder, held open: no `..`, no absolute path and no symbolic link leads out of the folder.
///
/// The kernel looks at every part of the path while it opens it (openat2(2), RESOLVE_BENEATH), so nothing can be
/// exchanged between a check and the reading. Pipes and devices are refused: they may have no end.
public final class FileBelow: Sendable {
    /// Why a file cannot be had.
    public enum Refusal: Error, Sendable, Hashable {
        /// There is none.
        case missing
        /// The path, or a link in it, leads out of the folder.
        case outside
        /// It lies in a lab's state directory: keys, secrets and journals are no part of a guide.
        case state
        /// It is a folder, a pipe or a device.
        case notAFile
        /// It is longer than the given number of bytes.
        case tooLong(Int)
        /// The system refuses it, in its own words.
        case unreadable(String)

        /// For a person: "leads out of its folder".
        public var words: String {
            switch self {
            case .missing: "is not there"
            case .outside: "leads out of the chapter's folder"
            case .state: "is one of labctl's own files, which are no part of a guide"
            case .notAFile: "is no regular file"
            case .tooLong(let limit): "is longer than \(limit >> 20) MiB"
            case .unreadable(let reason): "cannot be read: \(reason)"
            }
        }
    }

    /// Its size in bytes when it was opened.
    public let size: Int
    private let descriptor: Int32

    /// Opens the file at a path relative to a folder; throws `Refusal`.
    public init(_ path: String, below folder: String) throws(Refusal) {
        let start = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard start >= 0 else { throw Self.refusal(errno) }
        defer { close(start) }
        guard !path.isEmpty, !path.utf8.contains(0) else { throw .missing }
        let flags = UInt64(O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        let opened = clinux_open_below(start, path, flags)
        guard opened >= 0 else { throw Self.refusal(errno) }
        var facts = stat()
        guard fstat(opened, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
            close(opened)
            throw .notAFile
        }
        guard Self.isState(start) || !Self.isState(opened) else {
            close(opened)
            throw .state
        }
        (descriptor, size) = (opened, Int(facts.st_size))
    }

    /// Whether something open lies in a state directory, whichever links led there (proc(5), fd).
    private static func isState(_ descriptor: Int32) -> Bool {
        guard let real = realpath("/proc/self/fd/\(descriptor)", nil) else { return false }
        defer { free(real) }
        return String(cString: real).split(separator: "/").contains(Substring(PrivateFolder.stateName))
    }

    /// Opens the file at a path that whoever starts labctl trusts, wherever its links lead; throws `Refusal`.
    convenience init(anywhere path: String) throws(Refusal) {
        guard let real = realpath(path, nil) else { throw Self.refusal(errno) }
        defer { free(real) }
        try self.init(String(String(cString: real).dropFirst()), below: "/")
    }

    deinit { close(descriptor) }

    /// Where the open file can be read by this process and by others of the same user, whatever stands at its path by now.
    public var path: String { "/proc/\(getpid())/fd/\(descriptor)" }

    /// All of its bytes; throws `Refusal` where there are more than `limit`.
    public func bytes(upTo limit: Int) throws(Refusal) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count <= limit {
            var code: Int32 = 0
            let more = [UInt8](unsafeUninitializedCapacity: max(4096, min(size + 1, 1 << 20))) {
                buffer, count in
                let got = pread(descriptor, buffer.baseAddress, buffer.count, bytes.count)
                code = got < 0 ? errno : 0
                count = max(0, got)
            }
            guard code == 0 else { throw Self.refusal(code) }
            if more.isEmpty { return bytes }
            bytes += more
        }
        throw .tooLong(limit)
    }

    private static func refusal(_ code: Int32) -> Refusal {
        switch code {
        case ENOENT, ENOTDIR: .missing
        case EXDEV, ELOOP: .outside
        case ENXIO: .notAFile
        default: .unreadable(String(cString: strerror(code)))
        }
    }
}
