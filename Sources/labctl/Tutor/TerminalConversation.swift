import Dispatch
import Glibc
import Synchronization

/// The person at the terminal. Lines are read as the terminal gives them, so its own editing keys work everywhere.
final class TerminalConversation: TutorConversation {
    private let isAsking = Mutex(false)
    private let reading: Int32
    private let writing: Int32

    init() {
        var ends: [Int32] = [-1, -1]
        _ = pipe(&ends)
        (reading, writing) = (ends[0], ends[1])
    }

    deinit {
        close(reading)
        close(writing)
    }

    func show(_ rows: [String]) { StandardOutput.write(rows.map { $0 + "\n" }.joined()) }

    func answer(to prompt: String) async -> String? {
        StandardOutput.write(prompt)
        isAsking.withLock { $0 = true }
        let line = await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: self.line()) }
        }
        isAsking.withLock { $0 = false }
        return line
    }

    /// Ends the question that is being asked, as Ctrl-C does; false where there is none.
    func interrupt() -> Bool {
        isAsking.withLock { isAsking in
            if isAsking { _ = write(writing, [0], 1) }
            return isAsking
        }
    }

    /// Waits for a line of standard input or an interruption.
    private func line() -> String? {
        var ends = [
            pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
            pollfd(fd: reading, events: Int16(POLLIN), revents: 0),
        ]
        while poll(&ends, nfds_t(ends.count), -1) < 0 { if errno != EINTR { return nil } }
        guard ends[1].revents == 0 else {
            var byte: UInt8 = 0
            _ = read(reading, &byte, 1)
            return nil
        }
        return Self.readLine()
    }

    /// A line of standard input, byte by byte: text that was typed ahead stays for the next reader, for
    /// example a shell.
    private static func readLine() -> String? {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while true {
            let count = read(STDIN_FILENO, &byte, 1)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return line.isEmpty ? nil : String(decoding: line, as: UTF8.self) }
            if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
            line.append(byte)
        }
    }
}
