import DocRunner
import Steps
import Testing

/// A service whose file is not there: the student is told where the chapter makes it.
@Suite("A file that a service reads and that is not there")
struct MissingFileTests {
    private func differences(_ chapter: String, only: [String]) async throws -> [String] {
        let bench = try Bench()
        defer { bench.remove() }
        let plan = try StepSelection(only: only).applied(to: try bench.plan(chapter))
        let events = Events()
        let open: Connections.Opener = { _ in WithSystemd(base: LocalTransport(directory: "/") { true }) }
        _ = try await bench.run(plan, mode: .check, events: events, reaching: open).ask()
        return events.all.flatMap { event -> [String] in
            if case .hostFinished("web", _, let result) = event.what {
                return result.differences.map(\.summary)
            }
            return []
        }
    }

    private static let chapter = """
        ```text {file #settings on=ash path=/nowhere/web.conf}
        colour
        ```

        ```text {file #other on=birch path=/nowhere/other.conf}
        colour
        ```

        ```text {service #web on=ash units=web files="/nowhere/web.conf,/nowhere/other.conf"}
        ```
        """

    @Test("is told with the step that makes it on this host, selected or not", arguments: [[], ["web"]])
    func named(only: [String]) async throws {
        let found = try await differences(Self.chapter, only: only)
        #expect(
            found.contains { $0.hasPrefix("/nowhere/web.conf") && $0.hasSuffix("; step `settings` makes it") }
        )
        #expect(
            found.contains {
                $0.hasPrefix("/nowhere/other.conf") && $0.hasSuffix("; no step of this chapter makes it")
            })
    }
}

/// This computer as if it ran systemd: a running unit is what systemctl(1) tells of every name.
private struct WithSystemd: Transport {
    let base: LocalTransport

    private static let systemctl = """
        systemctl() {
            printf '%s\\n' LoadState=loaded ActiveState=active SubState=running UnitFileState=enabled \
                NeedDaemonReload=no DropInPaths= 'InactiveExitTimestamp=Mon 2024-01-01 00:00:00.000000 UTC'
        }

        """

    private func asked(_ question: Request) -> Request {
        var question = question
        question.script.text = Self.systemctl + question.script.text
        return question
    }

    func ask(_ questions: [Request]) async throws(Unreachable) -> [Response] {
        try await base.ask(questions.map(asked))
    }

    func run(_ question: Request, output: @escaping @Sendable (HostStream, [UInt8]) -> Void)
        async throws(Unreachable) -> Response
    { try await base.run(asked(question), output: output) }

    func upload(_ upload: Upload, user: String?, timeout: Duration) async throws(Unreachable) -> Response {
        try await base.upload(upload, user: user, timeout: timeout)
    }

    func close() async {}
}
