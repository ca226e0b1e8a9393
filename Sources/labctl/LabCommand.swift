import ArgumentParser
import Foundation
import Labs
import Steps

/// `labctl lab`: the machines that chapters are carried out on.
struct LabCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lab", abstract: "Bring up, look at and take down the lab's machines.",
        subcommands: [
            Up.self, Down.self, Status.self, SSH.self, Snapshot.self, Restore.self, Reset.self, Power.self,
            Graph.self,
        ])

    struct Up: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Switch every host on and wait until all answer ssh.",
            discussion: "The first time it builds the image of the hosts, which takes about two minutes.")
        @OptionGroup var options: LabOptions
        @Flag(help: "Throw all changes of the hosts away first.") var fresh = false

        func run() async throws {
            try await carryOut(options) { lab in
                try await timed("\(lab.inventory.hosts.count) hosts of lab `\(lab.name)` answer") {
                    try await lab.provider.up(fresh: fresh, progress: Terminal.say)
                }
            }
        }
    }

    struct Down: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shut every host down; their disks are kept.",
            discussion: "Network, mounts and control groups go, and the computer's settings are put back.")
        @OptionGroup var options: LabOptions

        func run() async throws {
            try await carryOut(options) { lab in
                try await timed("Lab `\(lab.name)` is down") {
                    try await lab.provider.down(progress: Terminal.say)
                }
            }
        }
    }

    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tell which hosts are on, and which snapshots there are.")
        @OptionGroup var options: LabOptions

        func run() async throws {
            try await carryOut(options) { lab in
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

    struct SSH: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Open a shell on a host, or run a command there.",
            usage: "labctl lab ssh [--lab FILE] HOST [-- COMMAND …]")
        @OptionGroup var options: LabOptions
        @Argument(help: "The host's name.") var host: String
        @Argument(parsing: .postTerminator, help: "The command; without one, a shell.") var command:
            [String] = []

        func run() async throws {
            try await carryOut(options) { lab in
                let access = lab.provider.access(to: try lab.host(named: host))
                try Program.become(access.sshCommand + command)
            }
        }
    }

    struct Snapshot: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Keep the state of all hosts' disks, at one moment, under a name.")
        @OptionGroup var options: LabOptions
        @Argument(help: "The snapshot's name.") var name: String
        @Flag(help: "Forget the snapshot of that name instead.") var delete = false

        func run() async throws {
            try await carryOut(options) { lab in
                try await timed("Snapshot `\(name)` is \(delete ? "forgotten" : "kept")") {
                    if delete {
                        try await lab.provider.forget(name)
                    } else {
                        try await lab.provider.snapshot(name)
                    }
                }
            }
        }
    }

    struct Restore: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Bring a snapshot back; what the hosts hold now is lost.")
        @OptionGroup var options: LabOptions
        @Argument(help: "The snapshot's name.") var name: String

        func run() async throws {
            try await carryOut(options) { lab in
                try await timed("Snapshot `\(name)` is back") {
                    try await lab.provider.restore(name, progress: Terminal.say)
                }
            }
        }
    }

    struct Reset: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Throw away what was changed on hosts, and start them anew.")
        @OptionGroup var options: LabOptions
        @Argument(help: "The hosts; without any, all.") var hosts: [String] = []

        func run() async throws {
            try await carryOut(options) { lab in
                let hosts = try hosts.map { try lab.host(named: $0) }
                let who =
                    hosts.isEmpty ? "All hosts are" : hosts.map(\.name).joined(separator: ", ") + " made"
                try await timed("\(who) as new") {
                    try await lab.provider.reset(hosts, progress: Terminal.say)
                }
            }
        }
    }

    struct Power: AsyncParsableCommand {
        enum State: String, ExpressibleByArgument, CaseIterable { case on, off }
        static let configuration = CommandConfiguration(
            abstract: "Cut a host's power, or give it back.",
            discussion: "A host whose power is cut falls silent: its peers get no word of it.")
        @OptionGroup var options: LabOptions
        @Argument(help: "on or off.") var state: State
        @Argument(help: "The host's name.") var host: String

        func run() async throws {
            try await carryOut(options) { lab in
                let host = try lab.host(named: host)
                try await timed("\(host.name) is \(state.rawValue)") {
                    switch state {
                    case .on: try await lab.provider.powerOn(host)
                    case .off: try await lab.provider.powerOff(host)
                    }
                }
            }
        }
    }

    struct Graph: AsyncParsableCommand {
        enum Format: String, ExpressibleByArgument, CaseIterable { case svg, mermaid }
        static let configuration = CommandConfiguration(
            abstract: "Draw the lab's topology.", discussion: "Needs nothing but the lab file.")
        @OptionGroup var options: LabOptions
        @Option(help: "svg or mermaid.") var format = Format.mermaid

        func run() async throws {
            try await carryOut(options) { lab in
                switch format {
                case .mermaid: print(Mermaid.text(of: lab), terminator: "")
                case .svg: print(TopologySVG.text(of: lab), terminator: "")
                }
            }
        }
    }
}

/// Reads the lab and does something with it. What goes wrong is worded by `Failure`.
private func carryOut(_ options: LabOptions, _ work: (Lab) async throws -> Void) async throws {
    let lab = try options.read()
    do { try await work(lab) } catch let error as LabError {
        Terminal.complain("\(error)")
        throw ExitCode(1)
    }
}

/// Does something and says that it is done and how long it took.
private func timed(_ done: String, _ work: () async throws -> Void) async throws {
    let time = try await ContinuousClock().measure(work)
    Terminal.say("\(done) (\(String(format: "%.1f", time.seconds)) s)")
}
