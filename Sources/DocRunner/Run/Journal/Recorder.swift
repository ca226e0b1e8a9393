import FoundationEssentials
import Steps

/// Takes the events of one run in order, writes them to the journal and passes them to the observer.
///
/// Events may come from any thread. Output events are written together with the next event of another kind,
/// so that a step with much output costs one transaction and not a thousand. Secrets are masked here, before
/// they reach the journal or an observer.
final class Recorder: Sendable {
    private let secrets: KnownSecrets
    private let continuation: AsyncStream<Event>.Continuation
    private let consumer: Task<JournalError?, Never>

    init(
        journal: Journal, run: Int64, secrets: KnownSecrets, observer: @escaping @Sendable (Event) -> Void
    ) {
        let (events, continuation) = AsyncStream<Event>.makeStream()
        self.continuation = continuation
        self.secrets = secrets
        consumer = Task {
            var pending: [Event] = []
            var written = 0
            var failure: JournalError?
            for await event in events {
                observer(event)
                pending.append(event)
                guard event.what.isWrittenAtOnce || pending.count >= 64, failure == nil else { continue }
                do throws(JournalError) {
                    try journal.append(pending, from: written, to: run)
                } catch { failure = error }
                written += pending.count
                pending = []
            }
            return failure
        }
    }

    /// Adds an event that happened now, or this long ago.
    func add(_ what: Event.What, ago: Duration = .zero) {
        let masked = what.redacted(by: secrets.redactor)
        continuation.yield(Event(time: Date().timeIntervalSince1970 - ago.seconds, what: masked))
    }

    /// Waits until everything is written. Returns the journal's error, if there was one.
    func finish() async -> JournalError? {
        continuation.finish()
        return await consumer.value
    }
}

extension Event.What {
    /// Whether the journal writes it without waiting for more.
    fileprivate var isWrittenAtOnce: Bool {
        switch self {
        case .output, .probed, .hostFinished, .notice, .mutationStarted, .mutationFinished: false
        case .runStarted, .stepStarted, .stepFinished, .drill, .hint, .askedBefore, .tested, .runFinished:
            true
        }
    }
}
