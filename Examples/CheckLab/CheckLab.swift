import Chapters
import DocRunner
import Foundation
import Labs
import Steps

/// A program of the library in fifty lines: lints a chapter, plans it for a lab, probes or carries out each step on the hosts,
/// and prints what happens.
///
///     CheckLab CHAPTER LAB-FILE [run]
@main
struct CheckLab {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count > 2, let bytes = FileManager.default.contents(atPath: arguments[1]) else {
            print("usage: CheckLab CHAPTER LAB-FILE [run]")
            exit(64)
        }
        do {
            let chapter = Chapter(path: arguments[1], bytes: Array(bytes))
            exit(try await follow(chapter, in: try LabFile.read(arguments[2]), acts: arguments.last == "run"))
        } catch {
            print("\(error)")
            exit(65)
        }
    }

    /// Lint, plan, run, events: the road of DESIGN.md. Answers the exit code: 0 where every step holds.
    static func follow(_ chapter: Chapter, in lab: Lab, acts: Bool) async throws -> Int32 {
        let lint = Lint(chapter, inventory: lab.inventory)
        guard lint.errors.isEmpty else { throw Diagnostics(lint.diagnostics) }
        let plan = try Planner(chapter, inventory: lab.inventory).plan(chapter, lint.steps)

        try await lab.provider.prepare()
        let connections = Connections(to: lab)
        let surroundings = Surroundings(
            connections: connections, journal: try Journal(directory: lab.stateDirectory),
            timeScale: lab.timeScale)
        let run = try Run(plan, mode: acts ? .run : .check, surroundings: surroundings, observer: tell)
        let summary = await acts ? run.carryOut() : run.ask()
        await connections.closeAll()
        return summary.exitCode
    }

    @Sendable static func tell(_ event: Event) {
        switch event.what {
        case .hostFinished(let step, let host, let result):
            print("\(step) on \(host): \(result.outcome.rawValue)")
            for difference in result.differences { print("    \(difference.summary)") }
        case .runFinished(let summary): print("\(summary.points?.earned ?? 0) points")
        default: break
        }
    }
}
