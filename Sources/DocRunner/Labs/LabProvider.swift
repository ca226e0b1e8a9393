public import Steps

/// Says what a lab is doing, a line each; the executable decides where that is shown.
public typealias LabProgress = @Sendable (String) -> Void

/// Says where a lab's hosts come from, and does with them what can be done there.
///
/// A new provider is one file and one line in `LabProviders`. Every member but `name`, `access` and `status` may be left
/// out: a command then says that this lab does not offer it.
public protocol LabProvider: Sendable {
    /// The name in `provider:` of a lab file.
    static var name: String { get }

    /// What it does for its hosts; nothing where nothing is said.
    static var capabilities: LabCapabilities { get }

    /// A provider of one lab; does nothing yet.
    init(_ lab: Lab)

    /// The lab.
    var lab: Lab { get }

    /// How a host is reached by SSH; throws `LabError` where that cannot be told.
    func access(to host: Host) async throws -> HostAccess

    /// Sees to it that hosts can be connected to; throws `LabError` with what the user is to do where they cannot.
    func prepare() async throws

    /// What it knows of a host that does not answer, in half a sentence, such as "its machine is switched off"; nil where
    /// it knows nothing.
    func report(on host: Host) async -> String?

    /// The command that a person gives next where hosts do not answer.
    var remedy: String { get }

    /// What can be told of the lab now.
    func status(waiting limit: Duration) async throws -> LabStatus

    /// Switches every host on and waits until all answer ssh; `fresh` throws all changes away first.
    func up(fresh: Bool, progress: @escaping LabProgress) async throws
    /// Shuts every host down and keeps the disks.
    func down(progress: @escaping LabProgress) async throws
    /// Throws the changes of hosts away and waits until they answer ssh again.
    func reset(_ hosts: [Host], progress: @escaping LabProgress) async throws
    /// Keeps the state of all hosts' disks, at one moment, under a name.
    func snapshot(_ name: String) async throws
    /// Forgets a snapshot.
    func forget(_ name: String) async throws
    /// Brings a snapshot of hosts back, of all where none is named, and waits until they answer ssh.
    func restore(_ name: String, hosts: [Host], progress: @escaping LabProgress) async throws
    /// Cuts a host's power: nothing more is heard of it.
    func powerOff(_ host: Host) async throws
    /// Switches a host on and waits until it answers ssh.
    func powerOn(_ host: Host) async throws
    /// Has a host on and its cable in, whichever of them is missing; for drills that heal.
    func bringBack(_ host: Host) async throws
    /// How long a host may take from power to ssh, before `patience` is applied.
    var bootTime: Duration { get }
    /// Takes a host's network cable out, or puts it back.
    func setLink(of host: Host, up: Bool) async throws
    /// How a host's power is cut; nil where it cannot be.
    func powerSwitch(of host: Host) -> PowerSwitch?
}

extension LabProvider {
    /// None.
    public static var capabilities: LabCapabilities { [] }
    /// Nothing need be done.
    public func prepare() async throws {}
    /// Nothing is known.
    public func report(on host: Host) async -> String? { nil }
    /// `labctl lab status`.
    public var remedy: String { "labctl lab status" }
    /// By its power.
    public func bringBack(_ host: Host) async throws { try await powerOn(host) }
    /// Five minutes, as a server with much memory needs.
    public var bootTime: Duration { .seconds(300) }
    /// Refused.
    public func up(fresh: Bool, progress: @escaping LabProgress) async throws { throw refusal("up") }
    /// Refused.
    public func down(progress: @escaping LabProgress) async throws { throw refusal("down") }
    /// Refused.
    public func reset(_ hosts: [Host], progress: @escaping LabProgress) async throws {
        throw refusal("reset")
    }
    /// Refused.
    public func snapshot(_ name: String) async throws { throw refusal("snapshot") }
    /// Refused.
    public func forget(_ name: String) async throws { throw refusal("snapshot --delete") }
    /// Refused.
    public func restore(_ name: String, hosts: [Host], progress: @escaping LabProgress) async throws {
        throw refusal("restore")
    }
    /// Refused.
    public func powerOff(_ host: Host) async throws { throw refusal("power off") }
    /// Refused.
    public func powerOn(_ host: Host) async throws { throw refusal("power on") }
    /// Refused.
    public func setLink(of host: Host, up: Bool) async throws { throw refusal("link") }
    /// As the lab file says.
    public func powerSwitch(of host: Host) -> PowerSwitch? { nil }

    func refusal(_ command: String) -> LabError {
        LabError(
            "`lab \(command)` is not offered by provider `\(Self.name)`: labctl did not make these hosts",
            [
                "`lab status`, `lab ssh`, `lab graph`, and lint, plan, check, run, report and render work with them."
            ])
    }
}

/// The providers there are.
public enum LabProviders {
    /// Every provider; the first is the default of a lab file.
    public static let all: [any LabProvider.Type] = [LocalLab.self, ExistingLab.self]

    /// Providers of a program that uses this library, for the tasks that it starts within `withValue`.
    @TaskLocal public static var others: [any LabProvider.Type] = []

    /// Those that a lab file may name; the first is the default.
    static var known: [any LabProvider.Type] { all + others }

    /// The provider that a lab file names; the reader of lab files has seen to it that there is one.
    static func named(_ name: String) -> any LabProvider.Type {
        known.first { $0.name == name } ?? all[0]
    }
}

extension Lab {
    /// The provider of this lab.
    public var provider: any LabProvider { LabProviders.named(providerName).init(self) }
}

extension LabProvider {
    /// What is known at once: a host that does not answer within half a second counts as silent.
    public func status() async throws -> LabStatus {
        try await status(waiting: lab.timeScale.stretch(.milliseconds(500)))
    }
}
