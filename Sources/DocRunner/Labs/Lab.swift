public import Steps

/// A lab as its file describes it: hosts, how they are reached, and where its state is kept.
public struct Lab: Sendable, Hashable {
    /// How hosts are reached by SSH.
    public struct SSH: Sendable, Hashable {
        /// The user to log in as; nil where the lab file does not say.
        public var user: String?
        /// The TCP port of hosts that have none of their own; nil where the lab file does not say.
        public var port: Int?
        /// The path of the private key; nil where the provider mints one, or ssh's own keys and its agent count.
        public var identity: String?
        /// The path of a known_hosts file; nil for the lab's own, and what ssh reads besides.
        public var knownHosts: String?
        /// The jump hosts, the first of which is connected to directly.
        var jump: [JumpHop] = []
        /// Whether the lab file says which jump hosts there are, if only that there are none.
        var hasJump = false
        /// Whether commands as root go through sudo.
        public var sudo = false
    }

    /// The path of the lab file, as the user gave it.
    public var file: String
    /// Where keys, known_hosts and the journal are kept: `.labctl/NAME` beside the lab file, as an absolute path.
    public var stateDirectory: String
    /// The name of the provider.
    public var providerName: String
    /// The network of the hosts' addresses; nil where the file names none, as it may for machines that exist.
    public var subnet: Subnet?
    /// Hosts, virtual addresses and variables, as steps see them.
    public var inventory: Inventory
    /// The lab's secrets; the inventory holds what stands for them until a run begins.
    public var secrets: [SecretDeclaration] = []
    /// The Debian packages that hosts can install besides those of every lab; for machines that labctl makes.
    public var packages: [String] = []
    /// What is doubtful in the lab file, though it can be read.
    public var doubts: [Diagnostic] = []
    /// Who talks to whom, for pictures.
    public var traffic: [Conversation] = []
    /// How hosts are reached.
    public var ssh: SSH
    /// The SSH ports of hosts that have one of their own, by their names.
    public var ports: [String: Int] = [:]
    /// How much longer than usual hosts may take: of the command line, and not of the lab file.
    public var timeScale = TimeScale.usual
    /// How the power of hosts is cut that labctl did not make, by their names.
    public var power: [String: PowerSwitch] = [:]
}

extension Lab {
    /// The lab's name.
    public var name: String { inventory.name }

    /// What pictures call the network: the lab's name, and the subnet where there is one.
    var networkTitle: String { subnet.map { "\(name) · \($0)" } ?? name }

    /// The host of that name, or `LabError` with the names that there are.
    public func host(named name: String) throws -> Host {
        if let host = inventory.hosts.first(where: { $0.name == name }) { return host }
        throw LabError(
            "lab `\(self.name)` has no host `\(name)`",
            Spelling.advice(for: name, among: inventory.hosts.map(\.name)))
    }
}
