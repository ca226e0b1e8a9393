public import Labs
import SSH
import Steps

extension Connections {
    /// Connections to the hosts of a lab, as its provider says how each is reached. A host that a chapter calls `local` is this
    /// computer: it refuses what a chapter wants done here as long as `isLocalAllowed` says no.
    ///
    /// `unlock` is given the path of an encrypted private key, and returns the socket of an ssh-agent that holds it, or nil.
    public init(
        to lab: Lab, isLocalAllowed: @escaping @Sendable () -> Bool = { false },
        unlock: @escaping @Sendable (String) async -> String? = { _ in nil }
    ) {
        let directory = lab.stateDirectory
        let scale = lab.timeScale
        let provider = lab.provider
        self.init(patience: Patience().stretched(by: scale)) { host throws(Unreachable) in
            guard host != .local else {
                // Told even where it is 1: this computer's environment may say otherwise.
                return PatientTransport(
                    LocalTransport(directory: directory, isAllowed: isLocalAllowed), scale: scale)
            }
            let access: HostAccess
            do { access = try await provider.access(to: host) } catch {
                throw Unreachable(host: host.name, message: "\(error)")
            }
            let transport = try await SSHTransport.connect(
                to: SSHTarget(access), directory: directory, within: access.timeToConnect, unlock: unlock)
            return PatientTransport.over(access.sudo ? RootTransport(transport) : transport, scale)
        }
    }
}

extension SSHTarget {
    /// What the SSH room has to know of a host.
    fileprivate init(_ access: HostAccess) {
        self.init(
            name: access.name, address: access.address, port: UInt16(access.port), user: access.user,
            identities: access.identities, knownHosts: access.knownHosts,
            networkNamespace: access.networkNamespace)
        agents = access.agent.map { [$0] } ?? []
        identitiesOnly = access.identitiesOnly
        otherKnownHosts = access.otherKnownHosts
        hostKeyAlias = access.hostKeyAlias
        limits = SSHLimits(times: access.timeScale.factor)
        jumps = access.jumps.map(SSHTarget.init)
    }
}
