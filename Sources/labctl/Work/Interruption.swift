import Dispatch
import Glibc
import Synchronization

/// Ctrl-C and SIGTERM while something goes on: the first Ctrl-C asks to stop, the next one or SIGTERM abandons.
///
/// The lab is never touched by it, and what must be healed is healed.
struct Interruption {
    /// How much the user wants it to end.
    enum Urgency: Sendable {
        /// Come to the end of what has begun.
        case stop
        /// Give up what has begun.
        case abandon
    }

    private let sources: [any DispatchSourceSignal]

    /// Watches for both signals until it is ended; `act` may be called twice, on a queue of its own.
    init(_ act: @escaping @Sendable (Urgency) -> Void) {
        let count = Mutex(0)
        let queue = DispatchQueue(label: "interruption")
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler {
                let times = count.withLock { count in
                    count += 1
                    return count
                }
                act(times > 1 || number == SIGTERM ? .abandon : .stop)
            }
            source.resume()
            return source
        }
    }

    /// Watches no longer; the signals do what they usually do.
    func end() {
        for source in sources { source.cancel() }
        for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
    }
}
