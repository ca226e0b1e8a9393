import ArgumentParser
import Labs
import Steps

// Keeping and bringing back what the hosts' disks hold.
extension LabCommand {
    /// `labctl lab snapshot`.
    struct Snapshot: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Keep the state of all hosts' disks, at one moment, under a name.")
        @OptionGroup var options: LabOptions
        @Argument(help: "The snapshot's name.") var name: String
        @Flag(help: "Delete the snapshot of that name instead.") var delete = false

        func run() async throws {
            try await LabCommand.carryOut(options) { lab in
                try await LabCommand.timed("Snapshot `\(name)` is \(delete ? "forgotten" : "kept")") {
                    if delete {
                        try await lab.provider.forget(name)
                    } else {
                        try await lab.provider.snapshot(name)
                    }
                }
            }
        }
    }

    /// `labctl lab restore`.
    struct Restore: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Restore a snapshot; the present state of the hosts is lost.")
        @OptionGroup var options: LabOptions
        @Argument(help: "The snapshot's name.") var name: String
        @Argument(help: "The hosts; without any, all.") var hosts: [String] = []

        func run() async throws {
            try await LabCommand.carryOut(options) { lab in
                let hosts = try hosts.map { try lab.host(named: $0) }
                let whose = hosts.isEmpty ? "" : " on " + hosts.map(\.name).joined(separator: ", ")
                try await LabCommand.timed("Snapshot `\(name)` is back\(whose)") {
                    try await lab.provider.restore(name, hosts: hosts, progress: Terminal.say)
                    try lab.forgetState(of: hosts)
                }
            }
        }
    }
}
