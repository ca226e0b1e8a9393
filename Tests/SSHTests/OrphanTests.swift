import Foundation
import Testing

@testable import SSH

@Suite("What a labctl that was killed leaves running on a host", .serialized)
struct OrphanTests {
    let server: TestServer

    init() throws { server = try TestServer() }

    @Test("comes to its end before the next run begins")
    func waitedFor() async throws {
        let done = server.path("done")
        try await abandon("sleep 1; touch \(done)")
        let next = try await server.connect()
        #expect(try await next.run(RemoteCommand("test -e \(done)")).exitStatus == 0)
    }

    @Test("is ended where it takes too long, with all its children, also when it will not hear")
    func ended() async throws {
        let pid = server.path("pid")
        try await abandon("trap '' TERM; echo $BASHPID >\(pid); while :; do sleep 60; done")
        let script = OrphanedShells.greeting(patience: 1)
        #expect(try ChildProcess(["bash", "-c", script]).wait() == 0)
        let group = try String(contentsOfFile: pid, encoding: .utf8).dropLast()
        let gone =
            "for i in {1..100}; do pgrep -g \(group) -r D,R,S,T >/dev/null || exit 0; sleep 0.1; done; exit 1"
        #expect(try ChildProcess(["bash", "-c", gone]).wait() == 0)
    }

    @Test("is waited for together, however much it is")
    func together() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            // None of them is an orphan yet when the others begin.
            let script = "sleep 2; kill -KILL $(ps -o ppid= -p $$)\ntrap '' TERM; while :; do sleep 60; done"
            for _ in 1...4 {
                let connection = try await server.connect()
                group.addTask { _ = try? await connection.run(RemoteCommand(script)) }
            }
            try await group.waitForAll()
        }
        let began = ContinuousClock.now
        #expect(try ChildProcess(["bash", "-c", OrphanedShells.greeting(patience: 3)]).wait() == 0)
        #expect(ContinuousClock.now - began < .seconds(14), "one after another they would take 28 seconds")
    }

    @Test("is told from what a labctl that lives has under way")
    func alive() async throws {
        let busy = try await server.connect()
        let (begun, go) = (server.path("begun"), server.path("go"))
        let script = "touch \(begun); until [ -e \(go) ]; do sleep 0.05; done; echo undisturbed"
        let answer = Task { try await busy.run(RemoteCommand(script)).stdout.text }
        while !FileManager.default.fileExists(atPath: begun) { try await Task.sleep(for: .milliseconds(10)) }
        let next = try await server.connect()
        // Had it waited for the busy one, it would have ended it in the end.
        #expect(try await next.run(RemoteCommand("touch \(go); echo here")).stdout.text == "here\n")
        #expect(try await answer.value == "undisturbed\n")
    }

    /// Begins a script, and cuts the connection as the death of its labctl does: sshd ends, the script goes on.
    private func abandon(_ script: String) async throws {
        let connection = try await server.connect()
        await #expect(throws: SSHError.self) {
            try await connection.run(RemoteCommand("kill -KILL $(ps -o ppid= -p $$)\n\(script)"))
        }
    }
}
