import Glibc

/// What is still to be sent down a shell's standard input: bytes in memory, and local files read when their turn
/// comes.
struct Outbox {
    /// Bytes that follow a script.
    enum Feed: Sendable {
        case bytes([UInt8])
        case file(LocalFile)

        var count: Int {
            switch self {
            case .bytes(let bytes): bytes.count
            case .file(let file): file.size
            }
        }
    }

    private static let pieceSize = 256 << 10

    private var current: ArraySlice<UInt8> = []
    private var waiting: [(file: LocalFile, left: Int)] = []

    /// Adds text, which must not follow a file.
    mutating func append(_ text: String) {
        current += text.utf8
    }

    /// Adds the bytes that follow a script. A shell that is being fed a file gets nothing after it.
    mutating func append(_ feed: Feed) {
        switch feed {
        case .bytes(let bytes): current += bytes
        case .file(let file): waiting.append((file, file.size))
        }
    }

    /// The next bytes to send, or none. A file that has become shorter than it was is a failure.
    mutating func next() throws(LocalFile.Failure) -> ArraySlice<UInt8> {
        while current.isEmpty, let (file, left) = waiting.first {
            guard left > 0 else {
                waiting.removeFirst()
                continue
            }
            current = try file.read(upTo: min(Self.pieceSize, left))[...]
            guard !current.isEmpty else { throw LocalFile.Failure(path: file.path, code: EIO) }
            waiting[0].left -= current.count
        }
        return current
    }

    /// Takes off what has been sent.
    mutating func remove(_ count: Int) {
        current = current.dropFirst(count)
    }
}
