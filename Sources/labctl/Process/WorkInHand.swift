import Glibc
import Synchronization

/// What is being carried out. The first Ctrl-C lets it come to its end, the next one or SIGTERM gives it up, and the third
/// ends the process, whatever its other threads are stuck in.
///
/// The lab is left as it is either way, and what must be healed is healed.
final class WorkInHand: Sendable {
    private struct State {
        var stop: @Sendable () async -> Void
        var cancel: @Sendable () -> Void
        var times = 0
    }

    private let state = Mutex<State?>(nil)
    private let heard = Mutex(0)
    private let endProcess: @Sendable (Int32) -> Void

    /// Where nothing is in hand yet; `endProcess` must not return.
    init(endProcess: @escaping @Sendable (Int32) -> Void = { _exit($0) }) { self.endProcess = endProcess }

    /// Whether a signal came since the user was last asked what to do.
    var wasInterrupted: Bool { heard.withLock { $0 > 0 } }

    /// The user is being asked what to do now, and may choose to stop.
    func forgetInterruption() { heard.withLock { $0 = 0 } }

    /// Carries something out; `stop` keeps it from beginning anything new.
    func carryOut<T: Sendable>(
        stop: @escaping @Sendable () async -> Void = {}, _ body: @escaping @Sendable () async -> T
    ) async -> T {
        let task = Task { await body() }
        state.withLock { $0 = State(stop: stop, cancel: { task.cancel() }) }
        defer { state.withLock { $0 = nil } }
        return await task.value
    }

    /// Takes a signal; `say` tells the user what it does before it is done, nothing where nothing is in hand.
    func interrupt(_ signal: Interruption.Signal, say: (String) -> Void) {
        let times = heard.withLock { count in
            count += 1
            return count
        }
        // The status is 128 + n, as in shells. It prints nothing, because the output may be what blocks.
        guard times <= 2 else { return endProcess(128 + signal.rawValue) }
        let current = state.withLock { state in
            state?.times += 1
            return state
        }
        guard let current else { return }
        let isGivenUp = current.times > 1 || signal == .terminate
        say(
            isGivenUp
                ? "Abandoning what is under way; the lab is left as it is. Once more ends labctl at once."
                : "Stopping: what is under way comes to its end. Ctrl-C again abandons it.")
        Task { await current.stop() }
        if isGivenUp { current.cancel() }
    }
}
