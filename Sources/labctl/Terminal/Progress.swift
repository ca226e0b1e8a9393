import FoundationEssentials
import Glibc
import Reports
import Runner
import Synchronization

/// Shows a run on standard output while it goes on: rows for good, and on a terminal passing rows below them.
final class Progress: Sendable {
    private struct State {
        var console: LiveConsole
        var screen = LiveScreen()
        var isOver = false
    }

    private let state: Mutex<State>
    private let isMoving: Bool

    /// A view on a surface; `isMoving` shows passing rows, redrawn in place.
    init(on surface: Surface, isMoving: Bool) {
        state = Mutex(State(console: LiveConsole(on: surface)))
        self.isMoving = isMoving
    }

    /// Takes the next event.
    func show(_ event: Event) {
        state.withLock { state in
            let rows = state.console.rows(for: event)
            if case .runFinished = event.what { state.isOver = true }
            if isMoving || !rows.isEmpty { draw(rows, &state) }
        }
    }

    /// Prints rows of another's making among those of the run.
    func say(_ rows: [String]) { state.withLock { draw(rows, &$0) } }

    /// Keeps the passing rows moving until the run is over.
    func keepMoving() async {
        guard isMoving else { return }
        while !state.withLock({ $0.isOver }) {
            do { try await Task.sleep(for: .milliseconds(100)) } catch { return }
            state.withLock { if !$0.isOver { draw([], &$0) } }
        }
    }

    private func draw(_ rows: [String], _ state: inout State) {
        let status = isMoving ? state.console.status(at: Date().timeIntervalSince1970) : []
        StandardOutput.write(state.screen.draw(rows, passing: status))
    }
}

/// Standard output, written without a buffer of our own.
enum StandardOutput {
    /// Writes a text; what a closed pipe does not take is lost.
    static func write(_ text: String) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}
