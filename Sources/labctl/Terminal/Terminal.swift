import Glibc
import PlainText
import Synchronization

/// Messages for people go to standard error, so that standard output has only results.
enum Terminal {
    private static let questions = Mutex(0)

    /// Whether another program is asking the user a question; temporary rows would overwrite it.
    static var isAsking: Bool { questions.withLock { $0 > 0 } }

    /// Keeps passing rows away while another program asks.
    static func asking<T: Sendable>(_ body: () async -> T) async -> T {
        questions.withLock { $0 += 1 }
        defer { questions.withLock { $0 -= 1 } }
        return await body()
    }

    /// Says what goes on.
    static func say(_ text: String) { write("\(text)\n") }

    /// Prints an error.
    static func complain(_ text: String) { write("labctl: \(text)\n") }

    /// Whoever is quoted, nothing of it is an order to the terminal.
    private static func write(_ text: String) {
        StandardOutput.write(HostText.clean(text.utf8), to: STDERR_FILENO)
    }
}
