import ArgumentParser
import Foundation
import Labs
import Reports
import Steps

// Looking at the lab and into its hosts.
extension LabCommand {
    /// `labctl lab status`.
    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show which hosts are on, and which snapshots exist.")
        @OptionGroup var options: LabOptions

        func run() async throws {
            try await LabCommand.carryOut(options) { lab in
                let status = try await lab.provider.status(waiting: lab.timeScale.stretch(.seconds(5)))
                let longest = (status.hosts.map(\.host.name.count) + [10]).max() ?? 10
                let widest = (status.hosts.map(\.host.address.count) + [14]).max() ?? 14
                for (host, power) in status.hosts {
                    let cells = [
                        Columns.pad(host.name, to: longest), Columns.pad(host.address, to: widest),
                        Columns.pad(power.rawValue, to: 9), host.roles.joined(separator: ", "),
                    ]
                    print(cells.joined(separator: "  "))
                }
                if !status.snapshots.isEmpty {
                    print("snapshots: \(status.snapshots.joined(separator: ", "))")
                }
            }
        }
    }

    /// `labctl lab ssh`.
    struct SSH: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Open a shell on a host, or run a command there.",
            usage: "labctl lab ssh [--lab FILE] HOST [-- COMMAND …]")
        @OptionGroup var options: LabOptions
        @Argument(help: "The host's name.") var host: String
        @Argument(parsing: .postTerminator, help: "The command; without one, a shell.") var command:
            [String] = []

        func run() async throws {
            try await LabCommand.carryOut(options) { lab in
                let access = try await lab.provider.access(to: try lab.host(named: host))
                try access.checkNetwork()
                try Program.become(access.sshCommand + command)
            }
        }
    }

    /// `labctl lab graph`.
    struct Graph: AsyncParsableCommand {
        enum Format: String, ExpressibleByArgument, CaseIterable { case svg, mermaid }
        static let configuration = CommandConfiguration(
            abstract: "Draw the lab's topology.", discussion: "Needs nothing but the lab file.")
        @OptionGroup var options: LabOptions
        @Option(help: "svg or mermaid.") var format = Format.mermaid

        func run() async throws {
            try await LabCommand.carryOut(options) { lab in
                switch format {
                case .mermaid: print(Mermaid.text(of: lab), terminator: "")
                case .svg: print(TopologySVG.text(of: lab), terminator: "")
                }
            }
        }
    }
}
