import Glibc
import Reports
import Steps
import Synchronization

/// Shows in a temporary row of the terminal which hosts have not answered yet.
final class WaitingRow: Sendable {
    private struct State {
        var screen = LiveScreen()
        var hosts: [String] = []
        var isOver = false
    }

    private let state = Mutex(State())
    private let surface: Surface?

    /// A row on standard output; nothing is shown where that is no terminal, or `surface` is nil.
    init(on surface: Surface?) {
        self.surface = Device.isTerminal(STDOUT_FILENO) ? surface : nil
    }

    /// Takes the names of those who have not answered yet.
    @Sendable func wait(for hosts: [String]) { state.withLock { $0.hosts = hosts } }

    /// Shows the row while something goes on that takes longer than a moment, and takes it away.
    func during<T: Sendable>(_ body: () async throws -> T) async rethrows -> T {
        guard let surface else { return try await body() }
        let began = ContinuousClock.now
        let painter = Task {
            try await Task.sleep(for: .milliseconds(500))
            while !Task.isCancelled {
                draw(after: (ContinuousClock.now - began).seconds, on: surface)
                try await Task.sleep(for: .milliseconds(100))
            }
        }
        defer {
            painter.cancel()
            state.withLock { state in
                state.isOver = true
                StandardOutput.write(state.screen.draw([], passing: []))
            }
        }
        return try await body()
    }

    private func draw(after seconds: Double, on surface: Surface) {
        state.withLock { state in
            guard !state.isOver, !state.hosts.isEmpty, !Terminal.isAsking else { return }
            let row = WaitingText.row(for: state.hosts, after: seconds, on: surface)
            StandardOutput.write(state.screen.draw([], passing: [row]))
        }
    }
}
