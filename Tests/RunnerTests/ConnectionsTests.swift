import Runner
import Steps
import Synchronization
import Testing

@Suite("The connections of a run")
struct ConnectionsTests {
    @Test("are opened anew once for all who were using the one that was lost")
    func onceForAll() async throws {
        let line = Line()
        let connections = Connections { host throws(Unreachable) in line.open(host) }
        let host = Host(name: "ash", address: "127.0.0.1", roles: [])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...20 {
                group.addTask {
                    func use() async throws(Unreachable) {
                        try await connections.use(host) { transport throws(Unreachable) in
                            try? await Task.sleep(for: .milliseconds(number))
                            _ = try await transport.ask([])
                        }
                    }
                    do { try await use() } catch { try await use() }
                }
            }
            try await group.waitForAll()
        }
        #expect(line.count.withLock { $0 } == 2)
    }

    /// Opens connections of which the first is dead.
    private final class Line: Sendable {
        let count = Mutex(0)

        func open(_ host: Host) -> any Transport {
            Connected(
                isDead: count.withLock {
                    $0 += 1; return $0
                } == 1)
        }
    }

    /// Says that it is lost as soon as it was closed, or from the beginning.
    private final class Connected: Transport {
        private let isDead: Mutex<Bool>

        init(isDead: Bool) { self.isDead = Mutex(isDead) }

        func ask(_ questions: [Question]) async throws(Unreachable) -> [Answer] {
            guard isDead.withLock({ $0 }) else { return [] }
            throw Unreachable(host: "ash", message: "the connection is closed", wasConnected: true)
        }

        func run(_ question: Question, output: @escaping @Sendable (HostStream, [UInt8]) -> Void)
            async throws(Unreachable) -> Answer
        { Answer(Reply(status: 0)) }

        func upload(_ upload: Upload, user: String?, timeout: Duration) async throws(Unreachable) -> Answer {
            Answer(Reply(status: 0))
        }

        func close() async { isDead.withLock { $0 = true } }
    }
}
