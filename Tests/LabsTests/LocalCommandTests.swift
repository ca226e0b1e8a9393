import Testing

@testable import Labs

@Suite("A program of this computer")
struct LocalCommandTests {
    @Test("that is not done in time is ended with all that it started, and named")
    func limit() async throws {
        let error = await #expect(throws: LabError.self) {
            try await LocalCommand(["bash", "-c", "echo waiting; sleep 600"], within: .seconds(1)).run()
        }
        #expect(error?.summary == "`bash -c echo waiting; sleep 600` was not done within 1 s, and was ended")
        #expect(error?.detail == "waiting")
    }

    @Test("hears signals, whatever the thread that starts it has blocked")
    func signals() async throws {
        let blocked = try await LocalCommand("grep", "^SigBlk:", "/proc/self/status").run()
        #expect(blocked.split(separator: "\t").last?.allSatisfy { $0 == "0" || $0 == "\n" } == true)
        let text = try await LocalCommand("bash", "-c", "timeout 0.2 sleep 600 || echo ended with $?").run()
        #expect(text == "ended with 124\n")
    }
}
