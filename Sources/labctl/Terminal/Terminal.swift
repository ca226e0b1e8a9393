import Glibc

/// Where words for people go: standard error, so that standard output holds results only.
enum Terminal {
    /// Says what goes on.
    static func say(_ text: String) { write("\(text)\n") }

    /// Says what is wrong.
    static func complain(_ text: String) { write("labctl: \(text)\n") }

    private static func write(_ text: String) { StandardOutput.write(text, to: STDERR_FILENO) }
}
