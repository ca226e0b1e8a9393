import CLinux
import Glibc

/// A pipe(2) whose ends are closed once each, at the latest with the pipe.
final class Pipe {
    private(set) var readEnd: Int32
    private(set) var writeEnd: Int32

    /// Throws `LabError` when there are no descriptors left.
    init() throws {
        var ends: [Int32] = [-1, -1]
        guard clinux_pipe(&ends) == 0 else {
            throw LabError("no pipe can be made: \(String(cString: strerror(errno)))")
        }
        (readEnd, writeEnd) = (ends[0], ends[1])
    }

    deinit { close() }

    func close() {
        closeReadEnd()
        closeWriteEnd()
    }

    func closeReadEnd() {
        if readEnd >= 0 { _ = Glibc.close(readEnd) }
        readEnd = -1
    }

    func closeWriteEnd() {
        if writeEnd >= 0 { _ = Glibc.close(writeEnd) }
        writeEnd = -1
    }

    /// Writes a text no longer than the pipe holds (64 KiB, pipe(7)), so that it never blocks for ever.
    func write(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(writeEnd, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// Reads until the other end closes, and keeps the last `limit` bytes.
    func readAll(limit: Int) -> String {
        var kept: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = read(readEnd, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { break }
            kept += buffer[..<count]
            if kept.count > 2 * limit { kept.removeFirst(kept.count - limit) }
        }
        return String(decoding: kept.suffix(limit), as: UTF8.self)
    }
}
