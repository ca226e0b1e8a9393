import Chapters
import DocRunner
import Foundation
import Reports
import Steps
import Synchronization
import Testing

@testable import labctl

/// The tutor with a student who answers from a file: two hosts that are folders, each with a real bash.
@Suite struct TutorTests {
    @Test("the tutor shows and does what the case expects", arguments: CaseFolder.all("tutor"))
    func lesson(_ folder: CaseFolder) async throws {
        let directory = NSTemporaryDirectory() + "labctl-tutor-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let student = Student(answers: try folder.text("answers.txt"), directory: directory)
        let summary = try await Self.teach(try folder.text("chapter.md"), to: student, in: directory)
        let end = "exit \(summary.exitCode)\n"
        try folder.expect((student.transcript + end).steady, in: "expected.txt")
    }

    private static let inventory = Inventory(
        name: "bench",
        hosts: [
            Steps.Host(name: "ash", address: "127.0.0.1", roles: ["web"]),
            Steps.Host(name: "birch", address: "127.0.0.2", roles: ["web"]),
        ])

    private static func teach(_ text: String, to student: Student, in directory: String) async throws
        -> RunSummary
    {
        for host in inventory.hosts {
            try FileManager.default.createDirectory(
                atPath: "\(directory)/\(host.name)", withIntermediateDirectories: true)
        }
        let chapter = Chapter(path: "chapter.md", bytes: Array(text.utf8))
        let plan = try Planner(chapter, inventory: inventory).plan(
            chapter, Lint(chapter, inventory: inventory).steps)
        let surface = Surface(columns: 80)
        let progress = Progress(on: surface, isMoving: false, showsSections: false, write: student.hear)
        let connections = Connections { host throws(Unreachable) in
            LocalTransport(directory: "\(directory)/\(host.name)", isAllowed: { true })
        }
        let journal = try Journal(directory: directory)
        let run = try Run(
            plan, mode: .run, surroundings: Surroundings(connections: connections, journal: journal),
            observer: progress.show)
        let tutor = Tutor(
            chapter: chapter, run: run, surface: surface, conversation: student, progress: progress,
            work: WorkInHand(), openShell: student.useShell)
        return await tutor.teach()
    }
}

/// A student who answers line by line from a file; a line `$ COMMAND` is typed into the shell that was opened.
final class Student: TutorConversation {
    private struct State {
        var answers: [String]
        var transcript = ""
    }

    private let state: Mutex<State>
    private let directory: String

    init(answers: String, directory: String) {
        state = Mutex(
            State(answers: answers.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)))
        self.directory = directory
    }

    var transcript: String { state.withLock(\.transcript) }

    @Sendable func hear(_ text: String) { state.withLock { $0.transcript += text } }

    func show(_ rows: [String]) { hear(rows.map { $0 + "\n" }.joined()) }

    func answer(to prompt: String) async -> String? {
        state.withLock { state in
            let answer = state.answers.isEmpty ? nil : state.answers.removeFirst()
            state.transcript += "\(prompt)\(answer ?? "^D")\n"
            return answer
        }
    }

    /// Types the next answer into a shell on the host.
    @Sendable func useShell(on host: Steps.Host) async -> String? {
        guard let line = await answer(to: "\(host.name) $ ") else { return nil }
        let answer = try? await LocalTransport(directory: "\(directory)/\(host.name)", isAllowed: { true })
            .run(
                Request(Script(line), user: nil, timeout: .seconds(10))
            ) { _, _ in }
        return answer?.succeeded == true ? nil : "the shell failed"
    }
}
