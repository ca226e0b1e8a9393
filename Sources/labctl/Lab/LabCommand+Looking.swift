import ArgumentParser
import Foundation
import Labs
import Steps

// Looking at the lab and into its hosts.
extension LabCommand {
    /// `labctl lab status`.
    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tell which hosts are on, and which snapshots there are.")
        @OptionGroup var options: LabOptions

        func run() async throws {
            try await LabCommand.carryOut(options) { lab in
                let status = try await lab.provider.status()
                for (host, power) in status.hosts {
                    let name = host.name.padding(toLength: 12, withPad: " ", startingAt: 0)
                    let address = host.address.padding(toLength: 16, withPad: " ", startingAt: 0)
                    let word = power.rawValue.padding(toLength: 10, withPad: " ", startingAt: 0)
                    print("\(name)\(address)\(word)\(host.roles.joined(separator: ", "))")
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
                let access = lab.provider.access(to: try lab.host(named: host))
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
