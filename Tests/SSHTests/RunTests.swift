import Foundation
import SSH
import Testing

@Suite("A command on a host")
struct RunTests {
    let server: TestServer

    init() throws { server = try TestServer() }

    @Test("gives its output, its errors and its status apart")
    func outputs() async throws {
        let connection = try await server.connect()
        let result = try await connection.run(RemoteCommand("echo out; echo err >&2; exit 3"))
        #expect(result.stdout.text == "out\n")
        #expect(result.stderr.text == "err\n")
        #expect(result.exitStatus == 3)
        #expect(result.ending == .exited)
    }

    @Test("is in no process list while it runs, nor what it holds; and no history is kept")
    func processes() async throws {
        let connection = try await server.connect()
        // The script itself looks at every process, by what bash can do alone.
        let result = try await connection.run(
            RemoteCommand(
                """
                secret=swordfish
                for file in /proc/[0-9]*/cmdline; do
                    { mapfile -d '' words <"$file"; } 2>&-
                    [[ "${words[*]}" != *sshd* ]] || echo sshd
                    [[ "${words[*]}" != *sword""fish* ]] || echo "shown: ${words[*]}"
                done
                echo "history: ${HISTFILE-}"
                """))
        #expect(result.stdout.text.contains("sshd"), "the host's processes were seen")
        #expect(!result.stdout.text.contains("shown"))
        #expect(result.stdout.text.contains("history: \n"))
    }

    @Test("may be one of several that begin at once on a connection that has no shell yet")
    func beginningAtOnce() async throws {
        for _ in 0..<12 {
            let connection = try await server.connect()
            try await withThrowingTaskGroup(of: String.self) { group in
                for number in 0..<6 {
                    group.addTask { try await connection.run(RemoteCommand("echo \(number)")).stdout.text }
                }
                let said = try await group.reduce(into: Set<String>()) { $0.insert($1) }
                #expect(said == Set((0..<6).map { "\($0)\n" }))
            }
            await connection.close()
        }
    }

    @Test("passes on bytes that are no UTF-8, and what looks like a marker")
    func bytes() async throws {
        let connection = try await server.connect()
        let result = try await connection.run(RemoteCommand(#"printf '\377\376\000\036e0 0\n\036'"#))
        #expect(result.stdout.bytes == [0xFF, 0xFE, 0, 0x1E] + Array("e0 0\n".utf8) + [0x1E])
    }

    @Test("reads its input, however much of it, and leaves none to the next")
    func input() async throws {
        let connection = try await server.connect()
        let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let digest = try await connection.run(RemoteCommand("cksum", input: bytes))
        let again = try await connection.run(RemoteCommand("cksum", input: bytes))
        #expect(digest.stdout == again.stdout && digest.succeeded)
        let partly = try await connection.run(RemoteCommand("head -c 3 | wc -c", input: bytes))
        #expect(partly.stdout.text == "3\n")
        let none = try await connection.run(RemoteCommand("exit 4", input: Array("echo injected\n".utf8)))
        #expect(none.exitStatus == 4)
        #expect(try await connection.run(RemoteCommand("echo clean")).stdout.text == "clean\n")
    }
}
