import Glibc

/// An open local file, closed when its last reference is gone.
final class LocalFile: Sendable {
    /// Why a file could not be opened or read; `missing` says that it is not there.
    struct Failure: Error {
        let path: String
        let code: Int32
        var isMissing: Bool { code == ENOENT || code == ENOTDIR }
        var reason: String { errorText(code) }
    }

    let path: String
    let size: Int
    private let descriptor: Int32

    /// Opens a regular file for reading.
    init(reading path: String) throws(Failure) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw Failure(path: path, code: errno) }
        var status = stat()
        let isRegular = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        guard isRegular else {
            Glibc.close(descriptor)
            throw Failure(path: path, code: status.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL)
        }
        self.path = path
        self.size = Int(status.st_size)
        self.descriptor = descriptor
    }

    deinit { Glibc.close(descriptor) }

    /// Reads up to `count` bytes; an empty array is the end.
    func read(upTo count: Int) throws(Failure) -> [UInt8] {
        var code: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            let got = Glibc.read(descriptor, buffer.baseAddress, count)
            code = got < 0 ? errno : 0
            filled = max(0, got)
        }
        guard code == 0 else { throw Failure(path: path, code: code) }
        return bytes
    }

    /// Reads a whole small file, at most `limit` bytes of it.
    static func contents(of path: String, limit: Int = 16 << 20) throws(Failure) -> [UInt8] {
        let file = try LocalFile(reading: path)
        var all: [UInt8] = []
        while all.count < limit {
            let piece = try file.read(upTo: min(64 << 10, limit - all.count))
            guard !piece.isEmpty else { break }
            all += piece
        }
        return all
    }
}

/// The system's words for an error number (strerror(3)).
func errorText(_ code: Int32) -> String {
    String(cString: strerror(code))
}
