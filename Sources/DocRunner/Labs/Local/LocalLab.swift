import FoundationEssentials
import Glibc
public import Steps

/// The embedded lab: hosts as systemd machines on this computer, in a network of their own.
///
/// What runs is asked of the kernel (control groups, namespaces), never of a file, so whatever a killed labctl or a
/// reboot left behind is seen as it is.
public struct LocalLab: LabProvider {
    /// `local`.
    public static let name = "local"

    /// Everything: the machines are labctl's own.
    public static let capabilities: LabCapabilities = [.network, .packages, .power, .snapshots]

    /// The lab.
    public let lab: Lab
    let pool = Pool()
    let keys: LabKeys
    let network: LabNetwork

    /// The provider of a lab on this computer; does nothing yet.
    public init(_ lab: Lab) {
        self.lab = lab
        keys = LabKeys(directory: lab.stateDirectory)
        network = LabNetwork(name: LabNetwork.name(ofLab: lab.localID), subnet: lab.subnet ?? .fallback)
    }

    /// Root by the minted key, inside the lab's network namespace.
    public func access(to host: Host) -> HostAccess {
        HostAccess(
            name: host.name, address: host.address, port: 22, user: "root", sudo: false,
            identities: [keys.identity], identitiesOnly: true, knownHosts: keys.knownHosts,
            hostKeyAlias: host.name, networkNamespace: network.path, timeScale: lab.timeScale)
    }

    /// Asks the kernel who is on, and each of those for its SSH banner.
    public func status(waiting limit: Duration) async throws -> LabStatus {
        try Requirement.check()
        let machines = try machines()
        let answering = await answering(machines.filter(\.isOn), limit: limit)
        let hosts = machines.map { machine -> (Host, LabStatus.Power) in
            (machine.host, answering.contains(machine.host) ? .answering : machine.isOn ? .silent : .off)
        }
        return LabStatus(hosts, snapshots: Files.names(in: disks.snapshots).filter { !$0.hasPrefix(".") })
    }

    /// Starts what is not on; what a killed labctl or a reboot left half-done is finished or made anew.
    public func up(fresh: Bool, progress: @escaping LabProgress) async throws {
        let lock = try await open()
        defer { withExtendedLifetime(lock) {} }
        if fresh { try await discard(lab.inventory.hosts) }
        try await bringUp(progress)
    }

    /// Shuts down, or cuts off who takes longer than eight seconds, and leaves nothing but disks and keys.
    public func down(progress: @escaping LabProgress) async throws {
        let lock = try await open()
        defer { withExtendedLifetime(lock) {} }
        try await stop(machines(), patience: lab.timeScale.stretch(.seconds(8)))
        await network.remove()
        try ControlGroup(lab.localID).remove()
        try await pool.unmount()
        if !pool.isUsed { settings.restore() }
    }

    /// Cuts hosts off, deletes their disks, and starts them with copies of the image.
    public func reset(_ hosts: [Host], progress: @escaping LabProgress) async throws {
        let lock = try await open()
        defer { withExtendedLifetime(lock) {} }
        try await discard(hosts.isEmpty ? lab.inventory.hosts : hosts)
        try await bringUp(progress)
    }

    /// Takes the cable out first, so that the peers get no last word; then ends every process.
    public func powerOff(_ host: Host) async throws {
        try Requirement.check()
        let machine = try machine(of: host)
        guard machine.isOn else { throw LabError("\(host.name) is off already") }
        try await network.setLink(port: machine.port, up: false)
        try await cut([machine])
    }

    /// Boots from the disk as it was left, with a network namespace of its own anew.
    public func powerOn(_ host: Host) async throws {
        try Requirement.check()
        try await pool.mount()
        let machine = try machine(of: host)
        guard !machine.isOn else { throw LabError("\(host.name) is on already") }
        guard Files.exists(network.path) else {
            throw LabError("lab `\(lab.name)` is down", ["Bring it up: labctl lab up"])
        }
        try await start([machine])
        try await waitForSSH([machine])
    }

    /// labctl's own.
    public func powerSwitch(of host: Host) -> PowerSwitch? { .own }

    /// Sets the bridge's end of the cable down or up.
    public func setLink(of host: Host, up: Bool) async throws {
        try Requirement.check()
        let machine = try machine(of: host)
        guard machine.isOn else { throw LabError("\(host.name) is off") }
        try await network.setLink(port: machine.port, up: up)
    }
}
