/// One host to connect to, and how: an address, a user, the keys or password to log in with, and the known
/// host keys.
public struct SSHTarget: Sendable, Hashable {
    /// The name shown in messages, such as `morrigan`.
    public var name: String
    /// A numeric IPv4 or IPv6 address, or a host name that the computer can resolve.
    public var address: String
    /// The TCP port of the SSH server.
    public var port: UInt16
    /// The user to log in as.
    public var user: String
    /// Paths of private keys, tried in this order.
    public var identities: [String]
    /// A password to try after the keys, if there is one.
    public var password: Password?
    /// Paths of the sockets of ssh-agents (ssh-agent(1)), asked in this order.
    public var agents: [String] = []
    /// Whether only the keys of `identities` are offered, and no other keys of an agent (ssh_config(5),
    /// "IdentitiesOnly").
    public var identitiesOnly = false
    /// Path of the known_hosts file (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT"), to which new keys belong. Its names are the
    /// `address`, or `[address]:port` where the port is not 22.
    public var knownHosts: String
    /// Paths of other known_hosts files, which are read as well.
    public var otherKnownHosts: [String] = []
    /// The name that the files have for the host in place of its address (ssh_config(5), "HostKeyAlias").
    public var hostKeyAlias: String?
    /// The jump hosts on the way to it, the first of which is connected to directly.
    public var jumps: [SSHTarget] = []
    /// Path of a network namespace, such as `/run/netns/lab`, in which the socket is made; nil is our own.
    public var networkNamespace: String?
    /// How long the parts of the conversation may take.
    public var limits = SSHLimits()

    /// Describes a host; everything but the address has a usual value.
    public init(
        name: String? = nil, address: String, port: UInt16 = 22, user: String = "root",
        identities: [String] = [], password: Password? = nil, knownHosts: String,
        networkNamespace: String? = nil
    ) {
        self.name = name ?? address
        self.address = address
        self.port = port
        self.user = user
        self.identities = identities
        self.password = password
        self.knownHosts = knownHosts
        self.networkNamespace = networkNamespace
    }

    /// The host as a known_hosts file names it: `10.0.0.43`, or `[10.0.0.43]:2222`.
    public var knownHostsName: String {
        hostKeyAlias ?? (port == 22 ? address : "[\(address)]:\(port)")
    }

    /// The host as a known_hosts file without ports names it.
    var nameWithoutPort: String { hostKeyAlias ?? address }
}
