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
    private var provider = LocalLab.name
    private var subnet: Subnet?
    private var takenNames: Set<String> = []
    private var takenAddresses: [String: String] = [:]
    private var power: [String: (PowerSwitch, SourcePlace)] = [:]

    init(file: String, exists: @escaping (String) -> Bool, reachesHosts: Bool) {
        self.file = file
        self.exists = exists
        self.reachesHosts = reachesHosts
    }

    /// Reads the whole; problems are left in the fields.
    mutating func lab(_ fields: inout Fields) -> Lab {
        let name = fields.name("name", atMost: 20)
        provider = fields.choice("provider", among: LabProviders.all.map { $0.name }) ?? provider
        subnet = provider == LocalLab.name || fields.has("subnet") ? fields.subnet("subnet") : nil
        let common = fields.powerSwitch(for: provider)
        let hosts = fields.nestedList("hosts") { host(&$0) }
        if hosts.isEmpty, !fields.problems.contains(where: { $0.summary.contains("`hosts`") }) {
            fields.report(.error("missing", at: fields.place, "\(fields.title) names no hosts"))
        }
        let packages = fields.packages("packages", for: provider)
        let roles = Inventory(name: name, hosts: hosts).roles
        let virtual = fields.nestedList("vips") { virtualAddress(&$0, roles: roles) }
        let ssh = fields.nested("ssh") { self.ssh(&$0) } ?? self.ssh(&fields, written: false)
        let variables = fields.variables("variables")
        let secrets = fields.secrets("secrets", besides: variables)
        let inventory = Inventory(
            name: name, hosts: hosts, virtualAddresses: virtual,
            variables: variables.merging(secrets.standIns) { $1 })
        let traffic = fields.nestedList("traffic") { Conversation(&$0, in: inventory) }
        return Lab(
            file: file, stateDirectory: path(".labctl/\(name)"), providerName: provider,
            subnet: subnet, inventory: inventory, secrets: secrets, packages: packages, traffic: traffic,
            ssh: ssh,
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
        let address = takeAddress("address", &fields) ?? ""
        let host = Host(
            name: name, address: address, publicAddress: takePublicAddress(&fields),
            roles: fields.words("roles"))
        power[name] = fields.powerSwitch(for: provider)
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

    /// Where the provider mints no key, one must be named and be there.
    private func ssh(_ fields: inout Fields, written: Bool = true) -> Lab.SSH {
        var ssh = Lab.SSH()
        guard written else {
            if provider == ExistingLab.name, reachesHosts { fields.report(missingIdentity(at: fields.place)) }
            return ssh
        }
        ssh.user = fields.text("user") ?? ssh.user
        ssh.port = fields.integer("port", in: 1...65_535) ?? ssh.port
        ssh.jump = fields.text("jump")
        ssh.sudo = fields.flag("sudo")
        ssh.knownHosts = fields.text("known_hosts").map(path)
        ssh.identity = fields.text("identity").map(path)
        if let identity = ssh.identity, let entry = fields.entry("identity"), reachesHosts, !exists(identity)
        {
            fields.report(
                .error(
                    "missing-identity", at: entry.valuePlace, "there is no identity \(identity)",
                    ["Make one: ssh-keygen -t ed25519 -f \(identity)"]))
        } else if ssh.identity == nil, provider == ExistingLab.name, reachesHosts {
            fields.report(missingIdentity(at: fields.place))
        }
        fields.finish()
        return ssh
    }

    private func missingIdentity(at place: SourcePlace) -> Diagnostic {
        .error(
            "missing-identity", at: place, "a lab of existing hosts needs `identity` under `ssh`",
            ["Name the private key that its hosts accept: identity: ~/.ssh/id_ed25519"])
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

// What must be the only one of its kind in the file.
extension LabReading {
    private mutating func takeName(_ fields: inout Fields) -> String {
        let name = fields.name("name", atMost: 32)
        guard !name.isEmpty, let entry = fields.entry("name") else { return name }
        if ["local", "all"].contains(name) {
            fields.report(
                .error("reserved-name", at: entry.valuePlace, "`\(name)` means something else in a selector"))
        }
        if !takenNames.insert(name).inserted {
            fields.report(.error("repeated-name", at: entry.valuePlace, "the name `\(name)` is given twice"))
        }
        return name
    }

    private mutating func takeAddress(_ name: String, _ fields: inout Fields) -> String? {
        let text = fields.requiredText(name)
        guard !text.isEmpty, let entry = fields.entry(name) else { return nil }
        guard let address = IPv4Address(text) else {
            fields.report(
                .error(
                    "bad-address", at: entry.valuePlace, "`\(text)` is not an IPv4 address",
                    ["Write four numbers from 0 to 255, such as 10.0.0.43."]))
            return nil
        }
        if let subnet, !subnet.hasHost(address) {
            fields.report(
                .error(
                    "foreign-address", at: entry.valuePlace,
                    "\(text) is no host's address in subnet \(subnet)"))
        } else if let subnet, provider == LocalLab.name, address == subnet.first {
            fields.report(
                .error(
                    "reserved-address", at: entry.valuePlace,
                    "\(text) is this computer's own address in the lab's network"))
        }
        takeOnce(text, at: entry.valuePlace, &fields)
        return text
    }

    private mutating func takePublicAddress(_ fields: inout Fields) -> String? {
        guard let text = fields.text("public"), let entry = fields.entry("public") else { return nil }
        let looksNumeric = text.utf8.allSatisfy { $0 == UInt8(ascii: ".") || (48...57).contains($0) }
        if text.isEmpty || looksNumeric && IPv4Address(text) == nil {
            fields.report(
                .error("bad-address", at: entry.valuePlace, "`\(text)` is neither an IPv4 address nor a name")
            )
        }
        takeOnce(text, at: entry.valuePlace, &fields)
        return text
    }

    private mutating func takeOnce(_ address: String, at place: SourcePlace, _ fields: inout Fields) {
        if let owner = takenAddresses[address] {
            fields.report(
                .error("repeated-address", at: place, "\(address) is given twice; it is that of \(owner)"))
            return
        }
        takenAddresses[address] = fields.text("name") ?? "another host"
    }
}
