import Steps
import Synchronization

/// The secrets that a run knows; it learns more on its way, from what steps capture.
final class KnownSecrets: Sendable {
    private let current: Mutex<Redactor>

    init(_ secrets: some Sequence<String>) { current = Mutex(Redactor(secrets)) }

    /// Masks what is known up to now.
    var redactor: Redactor { current.withLock { $0 } }

    /// Masks a secret from now on.
    func learn(_ secret: String) { current.withLock { $0 = $0.adding(secret) } }
}
