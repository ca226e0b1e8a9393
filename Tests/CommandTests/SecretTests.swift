import Chapters
import DocRunner
import Foundation
import Handouts
import Reports
import Steps
import Testing
@testable import Labs

@testable import labctl

/// A chapter with secrets in every place, carried out on a real shell; then all that labctl shows or keeps is searched.
@Suite struct SecretTests {
    /// What must be nowhere: the secrets, what they look like encoded, a key nobody declared, a captured token.
    private static let needles = [
        "hunter22 & sons", "sons/of-the-chapter", "hunter22 &amp; sons", "sons\\/of-the-chapter", "lab-w0rd",
        "aHVudGVyMjIg", "bGFiLXcwcmQt", "MIIEvQ42undeclared", "t0ken-1234-captured",
        String(Data("user:hunter22 & sons/of".utf8).base64EncodedString().dropFirst(8).prefix(20)),
    ]

    @Test("no output shows a secret, wherever it was planted")
    func masked() async throws {
        let channels = try await Channels(areSecret: true).collect()
        for (name, text) in channels {
            for needle in Self.needles { #expect(!text.contains(needle), "\(name) shows `\(needle)`") }
        }
    }

    @Test("every output would show it, were it no secret: what is searched is the right place")
    func sensitive() async throws {
        let channels = try await Channels(areSecret: false).collect()
        for (name, text) in channels {
            #expect(text.contains("lab-w0rd"), "\(name) has no place for a secret")
        }
    }

    @Test("a value that a kind refuses is told without it")
    func refused() throws {
        let text = "```ini {file #a on=ash path=/x mode={{lab_word}}}\n```\n"
        let chapter = Chapter(path: "chapter.md", bytes: Array(text.utf8))
        let inventory = Channels.inventory(areSecret: true)
        let lint = Lint(chapter, inventory: inventory)
        #expect(lint.errors.map(\.summary) == ["`mode` cannot be `•••`"])
        let refusal = #expect(throws: Diagnostics.self) {
            try Planner(chapter, inventory: inventory).plan(chapter, lint.steps)
        }
        #expect(refusal?.list.map(\.summary) == ["`mode` cannot be `•••`"])
    }
}

/// All that labctl shows and keeps of one chapter, by the name of the place.
private struct Channels {
    let areSecret: Bool
    private let directory = NSTemporaryDirectory() + "labctl-secrets-\(UUID().uuidString)"
    private var surface: Surface { Surface(columns: 200) }

    init(areSecret: Bool) { self.areSecret = areSecret }

    static func inventory(areSecret: Bool) -> Inventory {
        let word = "lab-w0rd-for-everyone"
        return Inventory(
            name: "bench",
            hosts: [
                Steps.Host(name: "ash", address: "127.0.0.1", roles: ["web"]),
                Steps.Host(name: "birch", address: "127.0.0.2", roles: ["web"]),
            ], variables: ["lab_word": areSecret ? .secret(word) : .text(word)])
    }

    func collect() async throws -> [String: String] {
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let folder = try #require(CaseFolder.all("secrets").first { $0.url.lastPathComponent == "planted" })
        let text = try folder.text("chapter.md").replacing("DIR", with: "\(directory)/ash").replacing(
            "secrets:", with: areSecret ? "secrets:" : "vars:")
        let chapter = Chapter(path: "chapter.md", bytes: Array(text.utf8))
        let inventory = Self.inventory(areSecret: areSecret)
        let lint = Lint(chapter, inventory: inventory)
        try #require(lint.errors.isEmpty, "\(lint.errors)")
        let plan = try Planner(chapter, inventory: inventory).plan(chapter, lint.steps)

        var channels = ["handout": handout(chapter, lint.steps, inventory)]
        channels["plan"] = try await run(plan, .plan, state: "plan")
        channels["run"] = try await run(plan, .run, state: "run")
        channels["check"] = try await run(plan, .check, state: "check")
        channels["tutor"] = try await teach(chapter, plan)
        channels.merge(try await survey(chapter, plan)) { $1 }
        let journal = try Journal(directory: "\(directory)/run")
        let events = try journal.runs().flatMap { try journal.events(of: $0.id) }
        for reporter in Reporters.all {
            channels["report \(reporter.name)"] = reporter.text(of: events, on: surface)
        }
        channels["journal"] = try bytes(below: "\(directory)/run")
        return channels
    }

    /// The chapter's page for those who teach, who see most, and what search looks through.
    private func handout(_ chapter: Chapter, _ steps: [Step], _ inventory: Inventory) -> String {
        let lab = Lab(
            file: "lab.yaml", stateDirectory: directory, providerName: "existing", subnet: nil,
            inventory: inventory, ssh: Lab.SSH())
        var options = Book.Options()
        options.audience = .instructor
        let book = Book(title: "Guide", chapters: [Outline(chapter, at: 0)], lab: lab, options: options)
        let page = ChapterPage(chapter, steps, at: 0, of: book)
        return page.html + SearchIndex.script(page.records)
    }

    /// What is shown while the chapter is carried out on fresh hosts.
    private func run(_ plan: Plan, _ mode: RunMode, state: String) async throws -> String {
        let screen = Student(answers: "", directory: directory)
        let progress = Progress(on: surface, isMoving: false, write: screen.hear)
        let run = try Run(
            plan, mode: mode, surroundings: try surroundings(state), observer: progress.show)
        _ = mode == .run ? await run.carryOut() : await run.ask()
        return screen.transcript
    }

    /// What `where` says of the fresh hosts, to a person and to a program, and what a chapter above says of this one.
    private func survey(_ chapter: Chapter, _ plan: Plan) async throws -> [String: String] {
        let connections = try surroundings("where").connections
        var survey = Survey([plan], captures: [:], over: connections)
        let (steps, unreachable) = await survey.take()
        let found = ChapterProgress(path: chapter.path, title: chapter.title, steps: steps[0])
        let progress = GuideProgress([found], unreachable: unreachable)
        let text = ProgressText(progress, on: surface, bringBack: "labctl lab up")
        let titles = steps[0].map(\.title) + unreachable.values
        return [
            "where": text.rows.joined(separator: "\n"), "where --json": try ProgressJSON.text(of: progress),
            "requires": titles.joined(separator: "\n"),
        ]
    }

    /// What the tutor shows to somebody who looks at every step, lets it run and goes on.
    private func teach(_ chapter: Chapter, _ plan: Plan) async throws -> String {
        let answers = String(repeating: "d\nh\nr\ns\n", count: plan.entries.count)
        let student = Student(answers: answers, directory: directory)
        let progress = Progress(on: surface, isMoving: false, showsSections: false, write: student.hear)
        let surroundings = try surroundings("tutor")
        let run = try Run(plan, mode: .run, surroundings: surroundings, observer: progress.show)
        let tutor = Tutor(
            chapter: chapter, run: run, surface: surface, conversation: student, progress: progress,
            work: WorkInHand(), openShell: student.useShell)
        _ = await tutor.teach()
        return student.transcript
    }

    /// Fresh hosts: one has a file with other content, the other cannot be reached and says why.
    private func surroundings(_ state: String) throws -> Surroundings {
        try? FileManager.default.removeItem(atPath: "\(directory)/ash")
        try FileManager.default.createDirectory(atPath: "\(directory)/ash", withIntermediateDirectories: true)
        let old = "password=hunter22 & sons/of-the-chapter\nlab=lab-w0rd-for-everyone, of old\n"
        try Data(old.utf8).write(to: URL(filePath: "\(directory)/ash/config"))
        let connections = Connections { [directory] host throws(Unreachable) in
            if host.name == "birch" {
                throw Unreachable(
                    host: "birch", message: "refused: lab-w0rd-for-everyone is no password here")
            }
            return LocalTransport(directory: "\(directory)/\(host.name)", isAllowed: { true })
        }
        return Surroundings(
            connections: connections, journal: try Journal(directory: "\(directory)/\(state)"))
    }

    /// Every byte that the journal has written, its log included; captured secrets have files of their own.
    private func bytes(below folder: String) throws -> String {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0 != "secrets" }
        #expect(names.contains("journal.sqlite"))
        return try names.map {
            String(decoding: try Data(contentsOf: URL(filePath: "\(folder)/\($0)")), as: UTF8.self)
        }
        .joined()
    }
}
