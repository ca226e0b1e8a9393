import Synchronization
import Testing

@testable import labctl

@Suite("Ctrl-C")
struct InterruptionTests {
    @Test("ends the process the third time, although what is under way hears nothing and comes to no end")
    func third() async throws {
        let ends = Mutex<[Int32]>([])
        let said = Mutex<[String]>([])
        let gate = AsyncStream<Void>.makeStream()
        let work = WorkInHand { code in ends.withLock { $0.append(code) } }
        let stuck = Task {
            await work.carryOut(stop: { for await _ in AsyncStream<Void>.makeStream().stream {} }) {
                // Deaf to cancellation, as a thread in an endless loop is.
                await Task.detached { for await _ in gate.stream { break } }.value
            }
        }
        try await Task.sleep(for: .milliseconds(50))
        for _ in 1...2 { work.interrupt(.interrupt) { text in said.withLock { $0.append(text) } } }
        #expect(ends.withLock { $0 } == [])
        work.interrupt(.interrupt) { text in said.withLock { $0.append(text) } }
        #expect(ends.withLock { $0 } == [130])
        #expect(said.withLock { $0.count } == 2)
        gate.continuation.yield()
        await stuck.value
    }

    @Test("counts anew once somebody was asked what to do, and ends labctl also where nothing is in hand")
    func idle() {
        let ends = Mutex<[Int32]>([])
        let work = WorkInHand { code in ends.withLock { $0.append(code) } }
        for _ in 1...2 { work.interrupt(.terminate) { _ in } }
        work.forgetInterruption()
        #expect(!work.wasInterrupted)
        for _ in 1...2 { work.interrupt(.terminate) { _ in } }
        #expect(ends.withLock { $0 } == [])
        work.interrupt(.terminate) { _ in }
        #expect(ends.withLock { $0 } == [143])
    }
}
