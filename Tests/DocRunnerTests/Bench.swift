import Chapters
import DocRunner
import Foundation
import Steps
import Synchronization

/// Three hosts that are directories of this computer, each reached by a real bash, with a journal of their own.
struct Bench {
    let directory: String
    let journal: Journal
    let inventory = Inventory(
        name: "bench",
        hosts: [
            Host(name: "ash", address: "127.0.0.1", roles: ["web"]),
            Host(name: "birch", address: "127.0.0.2", roles: ["web"]),
            Host(name: "cedar", address: "127.0.0.3", roles: ["store"]),
        ],
        variables: ["colour": .text("green"), "word": .secret("hunter22")])

    init() throws {
        directory = NSTemporaryDirectory() + "labctl-bench-\(UUID().uuidString)"
        for host in inventory.hosts {
            try FileManager.default.createDirectory(
                atPath: "\(directory)/\(host.name)", withIntermediateDirectories: true)
        }
        journal = try Journal(directory: directory)
    }

    /// Throws everything away.
    func remove() { try? FileManager.default.removeItem(atPath: directory) }

    /// The plan of a chapter's text.
    func plan(_ text: String) throws -> Plan {
        try Self.plan(text, in: inventory, captures: journal.captures())
    }

    /// The plan of a chapter's text in a lab.
    static func plan(_ text: String, in inventory: Inventory, captures: [String: Value] = [:]) throws -> Plan
    {
        let chapter = Chapter(path: "chapter.md", bytes: Array(text.utf8))
        let lint = Lint(chapter, inventory: inventory)
        guard lint.errors.isEmpty else { throw Diagnostics(lint.errors) }
        return try Planner(chapter, inventory: inventory, captures: captures).plan(
            chapter, lint.steps)
    }

    /// A run over the directories; `reaching` may put something else in a host's place.
    func run(
        _ plan: Plan, mode: RunMode, drills: Bool = false, power: (any Power)? = nil,
        events: Events = Events(),
        reaching: @escaping Connections.Opener
    ) throws -> Run {
        let connections = Connections(open: reaching)
        return try Run(
            plan, mode: mode,
            surroundings: Surroundings(connections: connections, journal: journal, power: power),
            withDrills: drills, observer: events.add)
    }

    /// A run in which every host answers.
    func run(_ plan: Plan, mode: RunMode, events: Events = Events()) throws -> Run {
        try run(plan, mode: mode, events: events, reaching: open)
    }

    /// The way to a directory.
    var open: Connections.Opener {
        { [directory] host in
            LocalTransport(
                directory: host == .local ? directory : "\(directory)/\(host.name)", isAllowed: { true })
        }
    }

    /// What a file of a host holds; nil where there is none.
    func read(_ path: String) -> String? {
        try? String(contentsOfFile: "\(directory)/\(path)", encoding: .utf8)
    }
}

/// Collects the events of a run.
final class Events: Sendable {
    private let events = Mutex<[Event]>([])

    @Sendable func add(_ event: Event) { events.withLock { $0.append(event) } }

    var all: [Event] { events.withLock { $0 } }

    /// `step host outcome`, a line each, in the chapter's order.
    var outcomes: [String] {
        all.compactMap { event -> (step: String, line: String)? in
            guard case .hostFinished(let step, let host, let result) = event.what else { return nil }
            return (step, "\(step) \(host) \(result.outcome.rawValue)")
        }.sorted { (order[$0.step] ?? 0) < (order[$1.step] ?? 0) }.map(\.line)
    }

    private var order: [String: Int] {
        guard case .runStarted(let header)? = all.first?.what else { return [:] }
        return Dictionary(uniqueKeysWithValues: header.steps.enumerated().map { ($1.id, $0) })
    }

    /// What hosts printed.
    var output: String {
        all.compactMap { event in
            if case .output(_, _, _, let text) = event.what { text } else { nil }
        }.joined()
    }
}
