import Dispatch
import Glibc

/// Ctrl-C and SIGTERM, heard instead of obeyed.
struct Interruption {
    /// What was heard.
    enum Signal: Int32, CaseIterable, Sendable {
        /// Ctrl-C.
        case interrupt = 2
        /// SIGTERM.
        case terminate = 15
    }

    private let sources: [any DispatchSourceSignal]

    /// Listens until it is ended; `act` is called on a queue of its own.
    init(_ act: @escaping @Sendable (Signal) -> Void) {
        let queue = DispatchQueue(label: "interruption")
        sources = Signal.allCases.map { number in
            signal(number.rawValue, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number.rawValue, queue: queue)
            source.setEventHandler { act(number) }
            source.resume()
            return source
        }
    }

    /// Stops listening; the signals have their default effect again.
    func end() {
        for source in sources { source.cancel() }
        for number in Signal.allCases { signal(number.rawValue, SIG_DFL) }
    }
}
