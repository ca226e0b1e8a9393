import FoundationEssentials
import Steps

/// One reading of a lab file: the parts of a lab, and what has been seen before that must not be seen twice.
struct LabReading {
    /// The path of the lab file.
    let file: String
    /// Whether a file that the lab names is there.
    let exists: (String) -> Bool
    /// Whether its hosts are to be reached, and so the key that they accept must be there.
    let reachesHosts: Bool
    /// What the provider does for the hosts.
    var offers = LabProviders.all[0].capabilities
    var subnet: Subnet?
    var takenNames: Set<String> = []
    var takenAddresses: [String: String] = [:]
    private var power: [String: (PowerSwitch, SourcePlace)] = [:]
    private var ports: [String: Int] = [:]

    init(file: String, exists: @escaping (String) -> Bool, reachesHosts: Bool) {
        self.file = file
        self.exists = exists
        self.reachesHosts = reachesHosts
    }

    /// Reads the whole; problems are left in the fields.
    mutating func lab(_ fields: inout Fields) -> Lab {
        let name = fields.name("name", atMost: 20)
        let named = fields.choice("provider", among: LabProviders.known.map { $0.name })
        let provider = LabProviders.named(named ?? "")
        offers = provider.capabilities
        subnet = offers.contains(.network) || fields.has("subnet") ? fields.subnet("subnet") : nil
        let common = fields.powerSwitch(offers)
        let hosts = fields.nestedList("hosts") { host(&$0) }
        if hosts.isEmpty, !fields.problems.contains(where: { $0.summary.contains("`hosts`") }) {
            fields.report(.error("missing", at: fields.place, "\(fields.title) names no hosts"))
        }
        let packages = fields.packages("packages", offers)
        let roles = Inventory(name: name, hosts: hosts).roles
        let virtual = fields.nestedList("vips") { virtualAddress(&$0, roles: roles) }
        let ssh = fields.nested("ssh") { self.ssh(&$0) } ?? Lab.SSH()
        let variables = fields.variables("variables")
        let secrets = fields.secrets("secrets", besides: variables)
        let inventory = Inventory(
            name: name, hosts: hosts, virtualAddresses: virtual,
            variables: variables.merging(secrets.standIns) { $1 })
        let traffic = fields.nestedList("traffic") { Conversation(&$0, in: inventory) }
        return Lab(
            file: file, stateDirectory: path(".labctl/\(name)"), providerName: provider.name,
            subnet: subnet, inventory: inventory, secrets: secrets, packages: packages, traffic: traffic,
            ssh: ssh, ports: ports,
            power: switches(common, in: inventory, &fields))
    }

    /// The switch of each host: its own, or the one of all. What it names must be there; it is filled in when it is used.
    private func switches(
        _ common: (PowerSwitch, SourcePlace)?, in inventory: Inventory, _ fields: inout Fields
    ) -> [String: PowerSwitch] {
        var switches: [String: PowerSwitch] = [:]
        for host in inventory.hosts {
            guard let (power, place) = power[host.name] ?? common else { continue }
            switches[host.name] = power
            do throws(Diagnostics) { _ = try power.filled(for: host, in: inventory, at: place) } catch {
                fields.report(error.list)
            }
        }
        return switches
    }

    private mutating func host(_ fields: inout Fields) -> Host {
        fields.title = "a host"
        let name = takeName(&fields)
        let port = hostPort(&fields)
        let address = takeAddress("address", &fields, port: port) ?? ""
        ports[name] = port
        let host = Host(
            name: name, address: address, publicAddress: takePublicAddress(&fields, port: port),
            roles: fields.words("roles"))
        power[name] = fields.powerSwitch(offers)
        fields.finish()
        return host
    }

    private mutating func virtualAddress(_ fields: inout Fields, roles: [String]) -> Inventory.VirtualAddress
    {
        fields.title = "a virtual address"
        let name = takeName(&fields)
        let address = takeAddress("address", &fields) ?? ""
        let virtual = Inventory.VirtualAddress(
            name: name, address: address, publicAddress: takePublicAddress(&fields),
            role: fields.choice("role", among: roles))
        fields.finish()
        return virtual
    }

    /// How hosts are reached. A key that is named must be there; without one, ssh's own keys and its agent count.
    private func ssh(_ fields: inout Fields) -> Lab.SSH {
        var ssh = Lab.SSH()
        ssh.user = fields.user("user")
        ssh.port = fields.integer("port", in: 1...65_535)
        ssh.hasJump = fields.has("jump")
        ssh.jump = fields.jumpHops("jump")
        ssh.sudo = fields.flag("sudo")
        ssh.knownHosts = fields.text("known_hosts").map(path)
        ssh.identity = fields.text("identity").map(path)
        if let identity = ssh.identity, let entry = fields.entry("identity"), reachesHosts, !exists(identity)
        {
            fields.report(
                .error(
                    "missing-identity", at: entry.valuePlace, "there is no identity \(identity)",
                    ["Make one: ssh-keygen -t ed25519 -f \(Script.quote(identity))"]))
        }
        fields.finish()
        return ssh
    }

    /// The SSH port of a host in a network that the provider did not make.
    private func hostPort(_ fields: inout Fields) -> Int? {
        guard !offers.contains(.network) else { return nil }
        return fields.integer("port", in: 1...65_535)
    }

    /// An absolute path, from one that is relative to the lab file's folder or to the user's home.
    private func path(_ written: String) -> String {
        if written.hasPrefix("~/") {
            return FileManager.default.homeDirectoryForCurrentUser.path + written.dropFirst(1)
        }
        let folder = URL(filePath: file).deletingLastPathComponent()
        return URL(filePath: written, relativeTo: folder).standardized.path
    }
}
