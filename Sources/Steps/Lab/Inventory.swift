/// The hosts of a lab, their roles, virtual addresses and variables: all that a step may know of it.
public struct Inventory: Sendable, Hashable {
    /// An address that moves between hosts.
    public struct VirtualAddress: Sendable, Hashable, Codable {
        /// Its name, such as `api`.
        public var name: String
        /// The address in the lab's network.
        public var address: String
        /// The address from outside, where there is one.
        public var publicAddress: String?
        /// The role whose hosts hold it by turns, where the lab file says so.
        public var role: String?

        /// A virtual address by name.
        public init(name: String, address: String, publicAddress: String? = nil, role: String? = nil) {
            self.name = name
            self.address = address
            self.publicAddress = publicAddress
            self.role = role
        }
    }

    /// The lab's name.
    public var name: String
    /// Its hosts, in the order of the lab file.
    public var hosts: [Host]
    /// Its virtual addresses.
    public var virtualAddresses: [VirtualAddress]
    /// Its variables.
    public var variables: [String: Value]

    /// An inventory of hosts, virtual addresses and variables.
    public init(
        name: String, hosts: [Host], virtualAddresses: [VirtualAddress] = [], variables: [String: Value] = [:]
    ) {
        self.name = name
        self.hosts = hosts
        self.virtualAddresses = virtualAddresses
        self.variables = variables
    }

    /// Every role that some host plays, in order of first mention.
    public var roles: [String] {
        var seen: [String] = []
        for role in hosts.flatMap(\.roles) where !seen.contains(role) { seen.append(role) }
        return seen
    }

    /// The hosts that play a role, in the order of the lab file: `etcd[0]` is the first of them.
    public func hosts(playing role: String) -> [Host] {
        hosts.filter { $0.roles.contains(role) }
    }

    /// The host of that name, `local` included.
    public func host(named name: String) -> Host? {
        name == Host.local.name ? .local : hosts.first { $0.name == name }
    }
}
