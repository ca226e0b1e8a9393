import Glibc

/// How one host is reached by SSH: all that a client, ours or OpenSSH's, has to know.
public struct HostAccess: Sendable, Hashable {
    /// The host's name, under which its key is pinned.
    public var name: String
    /// The address to connect to.
    public var address: String
    /// The TCP port.
    public var port: Int
    /// The user to log in as.
    public var user: String
    /// Whether commands as root go through sudo(8).
    public var sudo: Bool
    /// The path of the private key; nil for ssh's own choice.
    public var identity: String?
    /// The path of the known_hosts file with the pinned key.
    public var knownHosts: String
    /// The network namespace to open the connection in (setns(2)); nil for this computer's own.
    public var networkNamespace: String?
    /// A jump host, `[user@]host[:port]`, as ssh -J takes it.
    public var jump: String?

    /// The OpenSSH client's command line for this host, to which a remote command can be appended.
    public var sshCommand: [String] {
        let namespace = networkNamespace.map { ["nsenter", "--net=\($0)", "--"] } ?? []
        let key = identity.map { ["-i", $0, "-o", "IdentitiesOnly=yes"] } ?? []
        return namespace + ["ssh", "-F", "none"] + key + [
            "-o", "UserKnownHostsFile=\(knownHosts)", "-o", "GlobalKnownHostsFile=none",
            "-o", "ConnectTimeout=10", "-o", "HostKeyAlias=\(name)", "-o", "CheckHostIP=no", "-p", "\(port)",
        ] + (jump.map { ["-J", $0] } ?? []) + ["\(user)@\(address)"]
    }

    /// Throws `LabError` when the namespace to connect from is not there (the lab is down) or needs root to enter.
    public func checkNetwork() throws {
        guard let networkNamespace else { return }
        guard Files.exists(networkNamespace) else {
            throw LabError("the lab of \(name) is down", ["Bring it up: labctl lab up"])
        }
        guard geteuid() == 0 else {
            throw LabError(
                "\(name) can be reached by root only: it is in a network of its own", [Requirement.sudo])
        }
    }
}
