public import Steps

/// Somebody's own machines: labctl knows their addresses and a key, and neither makes nor stops them.
public struct ExistingLab: LabProvider {
    /// `existing`.
    public static let name = "existing"

    private let lab: Lab

    /// The provider of a lab of existing machines.
    public init(_ lab: Lab) { self.lab = lab }

    /// The address is the host's public one where it has one: it is reached from outside.
    public func access(to host: Host) -> HostAccess {
        HostAccess(
            name: host.name, address: lab.ssh.jump == nil ? host.publicAddress ?? host.address : host.address,
            port: lab.ssh.port, user: lab.ssh.user, sudo: lab.ssh.sudo, identity: lab.ssh.identity,
            knownHosts: lab.ssh.knownHosts ?? "\(lab.stateDirectory)/known_hosts", jump: lab.ssh.jump)
    }

    /// Asks every host for its SSH banner; behind a jump host none can be asked, and all count as silent.
    public func status() async throws -> LabStatus {
        let endpoints = lab.inventory.hosts.map { (access(to: $0).address, lab.ssh.port) }
        let answering = await SSHBanner.wait(for: endpoints, limit: .seconds(2))
        return LabStatus(zip(lab.inventory.hosts, answering).map { ($0, $1 ? .answering : .silent) })
    }
}
