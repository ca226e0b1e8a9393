import ArgumentParser
import DocRunner
import Foundation
import Labs
import Steps

/// `labctl lab`: the machines that chapters are carried out on.
struct LabCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lab", abstract: "Bring up, look at and take down the lab's machines.",
        subcommands: [
            Up.self, Down.self, Status.self, SSH.self, Snapshot.self, Restore.self, Reset.self, Power.self,
            Heal.self, Graph.self,
        ])
}

extension LabCommand {
    /// Reads the lab and does something with it.
    static func carryOut(_ options: LabOptions, _ work: (Lab) async throws -> Void) async throws {
        let lab = try options.read()
        lab.tellWhatIsBroken()
        try await work(lab)
    }

    /// Does something and says that it is done and how long it took.
    static func timed(_ done: String, _ work: () async throws -> Void) async throws {
        let time = try await ContinuousClock().measure(work)
        Terminal.say("\(done) (\(String(format: "%.1f", time.seconds)) s)")
    }
}
