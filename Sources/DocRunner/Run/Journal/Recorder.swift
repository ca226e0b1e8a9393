import FoundationEssentials
import Steps

/// Takes the events of one run in order, writes them to the journal and hands them to whoever watches.
///
/// Events may come from any thread. Output is written together with the next event that is none, so that a chatty
/// step costs one transaction and not a thousand. What is secret is masked here, before anybody sees it.
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

    /// Adds what happened now, or so long ago.
    func add(_ what: Event.What, ago: Duration = .zero) {
        let masked = what.redacted(by: secrets.redactor)
        continuation.yield(Event(time: Date().timeIntervalSince1970 - ago.seconds, what: masked))
    }

    /// Waits until everything is written; answers what went wrong with the journal, if anything did.
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
