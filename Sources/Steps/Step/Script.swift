/// A piece of bash to be carried out on a host; it travels over standard input and is in no process list.
public struct Script: Sendable, Hashable {
    /// The text of the script.
    public var text: String

    /// A script of that text.
    public init(_ text: String) { self.text = text }

    /// The word quoted so that a shell reads it as itself (POSIX.1-2017, 2.2.2 Single-Quotes).
    public static func quote(_ word: some StringProtocol) -> String {
        let safe = word.utf8.allSatisfy {
            ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x41 && $0 <= 0x5A) || ($0 >= 0x61 && $0 <= 0x7A)
                || "-_./:=@,+%".utf8.contains($0)
        }
        if safe && !word.isEmpty { return String(word) }
        return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
            + "'"
    }

    /// The words quoted and parted by spaces: one simple command.
    public static func command(_ words: String...) -> Script {
        Script(words.map { quote($0) }.joined(separator: " "))
    }
}
