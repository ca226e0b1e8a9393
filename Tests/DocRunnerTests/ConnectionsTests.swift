import DocRunner
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

    private static var hasty: Connections.Patience {
        var patience = Connections.Patience()
        (patience.failure, patience.pause, patience.others) = (
            .milliseconds(100), .milliseconds(100), .milliseconds(100)
        )
        return patience
    }

    @Test(
        "A host that took long to fail is waited for once; later it is tried in the background, and used when it is back"
    )
    func slow() async throws {
        let isBack = Mutex(false)
        let tries = Mutex(0)
        let connections = Connections(patience: Self.hasty) { host throws(Unreachable) in
            tries.withLock { $0 += 1 }
            guard !isBack.withLock({ $0 }) else { return LocalTransport(directory: "/", isAllowed: { true }) }
            try? await Task.sleep(for: .milliseconds(300))
            throw Unreachable(host: host.name, message: "silent")
        }
        let host = Host(name: "ash", address: "127.0.0.1", roles: [])
        func ask() async throws(Unreachable) -> Bool {
            try await connections.use(host) { transport throws(Unreachable) in
                try await transport.ask([Request(Script("true"), user: nil, timeout: .seconds(5))]).first?
                    .succeeded == true
            }
        }
        await #expect(throws: Unreachable.self) { try await ask() }
        let began = ContinuousClock.now
        for _ in 1...50 { await #expect(throws: Unreachable.self) { try await ask() } }
        #expect(ContinuousClock.now - began < .milliseconds(300), "each of them would wait as long")
        #expect(tries.withLock { $0 } <= 2)
        isBack.withLock { $0 = true }
        var isWell = false
        for _ in 1...200 where !isWell {
            isWell = (try? await ask()) ?? false
            try await Task.sleep(for: .milliseconds(20))
        }
        #expect(isWell)
    }

    @Test("A host that lets in and never answers is no better than one that does not let in")
    func mute() async throws {
        let tries = Mutex(0)
        let connections = Connections(patience: Self.hasty) { host throws(Unreachable) in
            tries.withLock { $0 += 1 }
            return Mute()
        }
        let host = Host(name: "ash", address: "127.0.0.1", roles: [])
        for _ in 1...50 {
            await #expect(throws: Unreachable.self) {
                try await connections.use(host) { transport throws(Unreachable) in
                    try await transport.ask([])
                }
            }
        }
        #expect(tries.withLock { $0 } <= 2)
    }

    /// Is connected, and lost as soon as something is asked.
    private struct Mute: Transport {
        func ask(_ questions: [Request]) async throws(Unreachable) -> [Response] {
            try? await Task.sleep(for: .milliseconds(300))
            throw Unreachable(host: "ash", message: "it does not answer", wasConnected: true)
        }

        func run(_ question: Request, output: @escaping @Sendable (HostStream, [UInt8]) -> Void)
            async throws(Unreachable) -> Response
        { try await ask([])[0] }

        func upload(_ upload: Upload, user: String?, timeout: Duration) async throws(Unreachable) -> Response
        {
            try await ask([])[0]
        }

        func close() async {}
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

        func ask(_ questions: [Request]) async throws(Unreachable) -> [Response] {
            guard isDead.withLock({ $0 }) else { return [] }
            throw Unreachable(host: "ash", message: "the connection is closed", wasConnected: true)
        }

        func run(_ question: Request, output: @escaping @Sendable (HostStream, [UInt8]) -> Void)
            async throws(Unreachable) -> Response
        { Response(Reply(status: 0)) }

        func upload(_ upload: Upload, user: String?, timeout: Duration) async throws(Unreachable) -> Response
        {
            Response(Reply(status: 0))
        }

        func close() async { isDead.withLock { $0 = true } }
    }
}
