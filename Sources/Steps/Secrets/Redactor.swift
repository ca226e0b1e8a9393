/// Puts `•••` where a secret stands in text, also where the secret is encoded, or cut over several chunks.
///
/// Every byte that belongs to some occurrence of some secret is hidden, overlapping ones included, and the longest of
/// them where one begins another. What is looked for is told by `SecretForms`; private keys in PEM are hidden
/// wherever they come from.
public struct Redactor: Sendable {
    /// Secrets shorter than this many bytes are not looked for: hiding every `ab` ruins a text and protects nothing.
    public static let shortestSecret = 4

    /// What stands in the place of a secret.
    public static let mark = "•••"

    private let secrets: Set<String>
    private var plain: WordScanner
    private var encoded: WordScanner
    private var privateKeys = PrivateKeyScanner()
    private var held: [UInt8] = []
    private var isSecret: [Bool] = []
    private var isInSecret = false

    /// A redactor of these secrets; `isTooShort` tells which of them it cannot hide.
    public init(_ secrets: some Sequence<String>) {
        self.secrets = Set(secrets)
        plain = WordScanner(WordTree(self.secrets.flatMap(SecretForms.plain)))
        encoded = WordScanner(WordTree(self.secrets.flatMap(SecretForms.base64)), skipsSpace: true)
    }

    /// A redactor that knows a secret more.
    public func adding(_ secret: String) -> Redactor {
        secrets.contains(secret) ? self : Redactor(secrets.union([secret]))
    }

    /// Whether a secret is too short to be hidden: worth a warning of `lint`.
    public static func isTooShort(_ secret: String) -> Bool { secret.utf8.count < shortestSecret }

    /// The whole text without its secrets.
    public func redact(_ text: String) -> String {
        if secrets.isEmpty, !text.holds(PrivateKeyScanner.beginning) { return text }
        var redactor = self
        return redactor.feed(text) + redactor.finish()
    }

    /// Takes the next text; returns what can be shown already, and holds back what may begin a secret.
    public mutating func feed(_ text: String) -> String {
        for byte in text.utf8 {
            held.append(byte)
            isSecret.append(privateKeys.hides(byte))
            hide(plain.take(byte))
            hide(encoded.take(byte))
        }
        return show(held.count - max(plain.pending, encoded.pending))
    }

    /// No more text comes; returns what was held back.
    public mutating func finish() -> String {
        defer {
            isInSecret = false
            plain.restart()
            encoded.restart()
            privateKeys = PrivateKeyScanner()
        }
        return show(held.count)
    }

    private mutating func hide(_ count: Int) {
        for place in (isSecret.count - count)..<isSecret.count { isSecret[place] = true }
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
