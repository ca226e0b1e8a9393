import ArgumentParser
import Labs
import Steps

// Switching machines on and off.
extension LabCommand {
    /// `labctl lab up`.
    struct Up: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Switch every host on and wait until all answer ssh.",
            discussion: "The first time it builds the image of the hosts, which takes about two minutes.")
        @OptionGroup var options: LabOptions
        @Flag(help: "Discard all changes on the hosts first.") var fresh = false

        func run() async throws {
            try await LabCommand.carryOut(options) { lab in
                try await LabCommand.timed("\(lab.inventory.hosts.count) hosts of lab `\(lab.name)` answer") {
                    try await lab.provider.up(fresh: fresh, progress: Terminal.say)
                    if fresh { try lab.forgetState() }
                }
            }
        }
    }

    /// `labctl lab down`.
    struct Down: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shut every host down; their disks are kept.",
            discussion: "Network, mounts and control groups go, and the computer's settings are put back.")
        @OptionGroup var options: LabOptions

        func run() async throws {
            try await LabCommand.carryOut(options) { lab in
                try await LabCommand.timed("Lab `\(lab.name)` is down") {
                    try await lab.provider.down(progress: Terminal.say)
                }
            }
        }
    }

    /// `labctl lab reset`.
    struct Reset: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Discard all changes on hosts, and start them again.")
        @OptionGroup var options: LabOptions
        @Argument(help: "The hosts; without any, all.") var hosts: [String] = []

        func run() async throws {
            try await LabCommand.carryOut(options) { lab in
                let hosts = try hosts.map { try lab.host(named: $0) }
                let who =
                    hosts.isEmpty ? "All hosts are" : hosts.map(\.name).joined(separator: ", ") + " made"
                try await LabCommand.timed("\(who) as new") {
                    try await lab.provider.reset(hosts, progress: Terminal.say)
                    try lab.forgetState(of: hosts)
                }
            }
        }
    }

    /// `labctl lab power`.
    struct Power: AsyncParsableCommand {
        enum State: String, ExpressibleByArgument, CaseIterable { case on, off }
        static let configuration = CommandConfiguration(
            abstract: "Cut a host's power, or give it back.",
            discussion: "A host whose power is cut cannot close its connections: its peers only see that "
                + "it is silent.")
        @OptionGroup var options: LabOptions
        @OptionGroup var local: LocalOptions
        @Argument(help: "on or off.") var state: State
        @Argument(help: "The host's name.") var host: String

        func run() async throws {
            try await LabCommand.carryOut(options) { lab in
                let host = try lab.host(named: host)
                try local.consent().expectPower(of: lab)
                try await LabCommand.timed("\(host.name) is \(state.rawValue)") {
                    switch state {
                    case .on: try await lab.provider.powerOn(host)
                    case .off: try await lab.provider.powerOff(host)
                    }
                }
            }
        }
    }
}
