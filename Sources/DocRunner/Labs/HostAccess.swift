import Glibc
public import Steps

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
    /// The paths of private keys, in the order in which they are offered.
    public var identities: [String] = []
    /// Whether no key of an agent is offered but those of `identities`.
    public var identitiesOnly = false
    /// The socket of the user's ssh-agent; nil for none.
    public var agent: String?
    /// The path of the known_hosts file with the pinned key.
    public var knownHosts: String
    /// The paths of other known_hosts files that are read.
    public var otherKnownHosts: [String] = []
    /// The name that known_hosts files have for the host, where it is not its address.
    public var hostKeyAlias: String?
    /// The network namespace to open the connection in (setns(2)); nil for this computer's own.
    public var networkNamespace: String?
    /// How much longer than usual the host may take.
    public var timeScale = TimeScale.usual
    /// The jump hosts on the way, the first of which is connected to directly.
    public var jumps: [HostAccess] = []

    /// The way to a host whose key is in a known_hosts file.
    public init(
        name: String, address: String, port: Int, user: String, sudo: Bool, identities: [String] = [],
        identitiesOnly: Bool = false, agent: String? = nil, knownHosts: String,
        otherKnownHosts: [String] = [],
        hostKeyAlias: String? = nil, networkNamespace: String? = nil, jumps: [HostAccess] = [],
        timeScale: TimeScale = .usual
    ) {
        (self.name, self.address, self.port, self.user, self.sudo) = (name, address, port, user, sudo)
        (self.identities, self.identitiesOnly, self.agent) = (identities, identitiesOnly, agent)
        (self.knownHosts, self.otherKnownHosts) = (knownHosts, otherKnownHosts)
        (self.hostKeyAlias, self.networkNamespace, self.jumps) = (hostKeyAlias, networkNamespace, jumps)
        self.timeScale = timeScale
    }

    /// The OpenSSH client's command line for this host, to which a remote command can be appended.
    public var sshCommand: [String] { options + ["--", destination] }

    /// The same for when nobody is there to be asked anything.
    var unattendedCommand: [String] { options + ["-o", "BatchMode=yes", "--", destination] }

    /// The time from the first packet to the end of the login.
    public var timeToConnect: Duration { timeScale.stretch(.seconds(10)) }

    private var destination: String { "\(user)@\(address)" }

    private var options: [String] {
        let namespace = networkNamespace.map { ["nsenter", "--net=\($0)", "--"] } ?? []
        let keys = identities.flatMap { ["-o", "IdentityFile=\(Self.value($0))"] }
        let files = ([knownHosts] + otherKnownHosts).map(Self.value).joined(separator: " ")
        return namespace + ["ssh", "-F", "none"] + keys
            + (identitiesOnly ? ["-o", "IdentitiesOnly=yes"] : [])
            + ["-o", "IdentityAgent=\(agent.map(Self.value) ?? "none")"] + [
                "-o", "UserKnownHostsFile=\(files)", "-o", "GlobalKnownHostsFile=none",
                "-o", "ConnectTimeout=\(Int(timeToConnect.seconds.rounded(.up)))",
            ] + (hostKeyAlias.map { ["-o", "HostKeyAlias=\($0)"] } ?? [])
            + ["-o", "CheckHostIP=no", "-p", "\(port)"] + proxy
    }

    /// The way through the jump hosts, each with its own keys and known_hosts files, which `-J` has no words for.
    private var proxy: [String] {
        guard var last = jumps.last else { return [] }
        last.jumps = Array(jumps.dropLast())
        let words = last.options + ["-W", "[\(address)]:\(port)", "--", last.destination]
        let command = words.map { Script.quote($0).replacing("%", with: "%%") }.joined(separator: " ")
        return ["-o", "ProxyCommand=\(command)"]
    }

    /// A path as a value of ssh_config(5): quoted, and no `%` in it begins a token.
    private static func value(_ path: String) -> String {
        let text = path.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("%", with: "%%")
        return path.contains(where: { " \t\"\\".contains($0) }) ? "\"\(text)\"" : text
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
