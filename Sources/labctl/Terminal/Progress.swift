import DocRunner
import FoundationEssentials
import Glibc
import Reports
import Synchronization

/// Shows a run while it goes on: rows for good, and on a terminal passing rows below them.
final class Progress: Sendable {
    private struct State {
        var console: LiveConsole
        var screen = LiveScreen()
        var isMoving = false
    }

    /// The beginning of the run and the end of each step, once they have been shown.
    let milestones: AsyncStream<Void>

    private let state: Mutex<State>
    private let mayMove: Bool
    private let write: @Sendable (String) -> Void
    private let milestone: AsyncStream<Void>.Continuation

    /// A view on a surface; `isMoving` allows passing rows, redrawn in place.
    init(
        on surface: Surface, isMoving: Bool, showsSections: Bool = true,
        write: @escaping @Sendable (String) -> Void = StandardOutput.write
    ) {
        state = Mutex(State(console: LiveConsole(on: surface, showsSections: showsSections)))
        mayMove = isMoving
        self.write = write
        (milestones, milestone) = AsyncStream.makeStream()
    }

    /// Takes the next event.
    func show(_ event: Event) {
        state.withLock { state in
            let rows = state.console.rows(for: event)
            if state.isMoving || !rows.isEmpty { draw(rows, &state) }
        }
        switch event.what {
        case .runStarted, .stepFinished: milestone.yield()
        default: break
        }
    }

    /// Prints rows of another's making among those of the run.
    func say(_ rows: [String]) { state.withLock { draw(rows, &$0) } }

    /// Keeps passing rows below the others, where that is allowed, while something goes on.
    func moving<T: Sendable>(_ body: () async -> T) async -> T {
        guard mayMove else { return await body() }
        state.withLock { $0.isMoving = true }
        let mover = Task {
            while !Task.isCancelled {
                try? await Task.sleep(for: .milliseconds(100))
                state.withLock { if $0.isMoving, !Terminal.isAsking { draw([], &$0) } }
            }
        }
        let result = await body()
        mover.cancel()
        state.withLock { state in
            state.isMoving = false
            draw([], &state)
        }
        return result
    }

    private func draw(_ rows: [String], _ state: inout State) {
        let status = state.isMoving ? state.console.status(at: Date().timeIntervalSince1970) : []
        let text = state.screen.draw(rows, passing: status)
        if !text.isEmpty { write(text) }
    }
}

/// Standard output, written without a buffer of our own.
enum StandardOutput {
    /// Writes a text; what a closed pipe or a full disk does not take is lost.
    @Sendable static func write(_ text: String) { write(text, to: STDOUT_FILENO) }

    /// Writes a text to standard output or standard error.
    static func write(_ text: String, to file: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}
