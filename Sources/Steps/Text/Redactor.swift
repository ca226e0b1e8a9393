/// Puts `•••` where a secret stands in text, also where the secret is cut over several chunks.
///
/// Every byte that belongs to some occurrence of some secret is hidden, overlapping ones included. A secret of several
/// lines, such as a key in PEM, is hidden line by line, so that it is found indented or filtered as well.
public struct Redactor: Sendable {
    /// Secrets shorter than this many bytes are not looked for: hiding every `ab` ruins a text and protects nothing.
    public static let shortestSecret = 4

    /// What stands in the place of a secret.
    public static let mark = "•••"

    private let secrets: [[UInt8]]
    private var held: [UInt8] = []
    private var isSecret: [Bool] = []
    private var isInSecret = false

    /// A redactor of these secrets; `isTooShort` tells which of them it cannot hide.
    public init(_ secrets: some Sequence<String>) {
        let lines = secrets.flatMap {
            $0.split(whereSeparator: \.isNewline).map { String($0.trimmingSpaces) }
        }
        self.secrets = Set(lines)
            .filter { !Self.isTooShort($0) && !$0.hasPrefix("-----BEGIN") && !$0.hasPrefix("-----END") }
            .map { Array($0.utf8) }
    }

    /// Whether a secret is too short to be hidden: worth a warning of `lint`.
    public static func isTooShort(_ secret: String) -> Bool { secret.utf8.count < shortestSecret }

    /// The whole text without its secrets.
    public func redact(_ text: String) -> String {
        var redactor = self
        return redactor.feed(text) + redactor.finish()
    }

    /// Takes the next text; returns what can be shown already, and holds back what may begin a secret.
    public mutating func feed(_ text: String) -> String {
        if secrets.isEmpty { return text }
        let known = held.count
        held += text.utf8
        isSecret += repeatElement(false, count: held.count - known)
        for secret in secrets { mark(secret, from: max(0, known - secret.count + 1)) }
        return show(held.count - unfinishedCount)
    }

    /// No more text comes; returns what was held back.
    public mutating func finish() -> String {
        defer { isInSecret = false }
        return show(held.count)
    }

    private mutating func mark(_ secret: [UInt8], from start: Int) {
        guard held.count >= secret.count else { return }
        for index in start...(held.count - secret.count) where held[index] == secret[0] {
            let range = index..<(index + secret.count)
            if held[range].elementsEqual(secret) { for place in range { isSecret[place] = true } }
        }
    }

    /// The length of the longest end of the text that begins a secret.
    private var unfinishedCount: Int {
        secrets.map { secret in
            (1..<secret.count).last { held.count >= $0 && held.suffix($0).elementsEqual(secret.prefix($0)) }
                ?? 0
        }.max() ?? 0
    }

    private mutating func show(_ count: Int) -> String {
        var shown: [UInt8] = []
        for index in 0..<count {
            if !isSecret[index] {
                shown.append(held[index])
            } else if !isInSecret {
                shown += Self.mark.utf8
            }
            isInSecret = isSecret[index]
        }
        held.removeFirst(count)
        isSecret.removeFirst(count)
        return String(decoding: shown, as: UTF8.self)
    }
}
