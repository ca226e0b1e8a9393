/// A piece of bash to be carried out on a host; it travels over standard input and is in no process list.
public struct Script: Sendable, Hashable {
    /// The text of the script.
    public var text: String
    /// Variables of the script that hold what files say on the computer that labctl runs on, by the files' paths in the
    /// lab's state directory; empty where there is no such file. Whoever carries the script out puts them before it.
    public var localFiles: [String: String] = [:]

    /// A script of that text.
    public init(_ text: String) { self.text = text }

    /// The word quoted so that a shell reads it as itself (POSIX.1-2017, 2.2.2 Single-Quotes).
    public static func quote(_ word: some StringProtocol) -> String {
        if Self.plain.covers(word) && !word.isEmpty { return String(word) }
        return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
            + "'"
    }

    /// What means itself to a shell wherever it stands.
    private static let plain = ASCIISet.lettersAndDigits + ASCIISet("-_./:=@,+%")

    /// Names the factor of `--patience`, rounded up, in scripts that are carried out with more time.
    public static let patienceVariable = "LABCTL_PATIENCE"

    /// Words of bash for so many seconds, which `--patience` stretches. Every limit inside a script is written by it.
    public static func seconds(_ count: Int) -> String { "$((\(count) * ${\(patienceVariable):-1}))" }

    /// The words quoted and separated by spaces: one simple command.
    public static func command(_ words: String...) -> Script {
        Script(words.map { quote($0) }.joined(separator: " "))
    }
}
