public import Steps

/// Somebody's own machines: labctl knows their addresses and a key, and neither makes nor stops them.
public struct ExistingLab: LabProvider {
    /// `existing`.
    public static let name = "existing"

    /// The lab.
    public let lab: Lab

    /// The provider of a lab of existing machines.
    public init(_ lab: Lab) { self.lab = lab }

    /// What the lab file says, then what the user's ssh_config(5) says, then what is usual. The address is the host's
    /// public one where it has one and no jump host is named: it is reached from outside.
    public func access(to host: Host) async throws -> HostAccess {
        let written = lab.ssh.jump.isEmpty ? host.publicAddress ?? host.address : host.address
        let settings = try await ClientSettings(
            of: written, user: lab.ssh.user, port: lab.ports[host.name] ?? lab.ssh.port, defaultUser: "root",
            scale: lab.timeScale)
        guard lab.ssh.hasJump || settings.text("proxycommand") == nil else {
            throw LabError(
                "\(host.name) is reached by a ProxyCommand of your ssh configuration, which labctl does not start",
                ["Name the jump host: ProxyJump there, or `jump` under `ssh` in \(lab.file)."])
        }
        var access = way(host.name, written, settings)
        access.user = lab.ssh.user ?? settings.text("user") ?? "root"
        access.port = lab.ports[host.name] ?? lab.ssh.port ?? settings.number("port") ?? 22
        access.sudo = lab.ssh.sudo
        if let identity = lab.ssh.identity { (access.identities, access.identitiesOnly) = ([identity], true) }
        let hops = lab.ssh.hasJump ? lab.ssh.jump : try Self.hops(of: settings, written)
        access.jumps = try await jumps(hops)
        return access
    }

    /// What the settings say of a destination, and which known_hosts files count.
    private func way(_ name: String, _ written: String, _ settings: ClientSettings) -> HostAccess {
        let pinned = lab.ssh.knownHosts ?? "\(lab.stateDirectory)/known_hosts"
        let others =
            settings.paths("userknownhostsfile", isList: true)
            + settings.paths("globalknownhostsfile", isList: true)
        var access = HostAccess(
            name: name, address: settings.text("hostname") ?? written, port: settings.number("port") ?? 22,
            user: settings.text("user") ?? "root", sudo: false, knownHosts: pinned)
        access.identities = settings.paths("identityfile").filter(Files.exists)
        access.identitiesOnly = settings.text("identitiesonly") == "yes"
        access.agent = settings.agent
        access.otherKnownHosts = lab.ssh.knownHosts == nil ? others.filter(Files.exists) : []
        access.hostKeyAlias = settings.text("hostkeyalias")
        access.timeScale = lab.timeScale
        return access
    }

    private static func hops(of settings: ClientSettings, _ name: String) throws -> [JumpHop] {
        guard let written = settings.text("proxyjump") else { return [] }
        if let hops = JumpHop.list(written) { return hops }
        throw LabError("the ProxyJump of \(name) in your ssh configuration is not understood: \(written)")
    }

    /// The ways to jump hosts; each may have a ProxyJump of its own only where it is the first.
    private func jumps(_ hops: [JumpHop], depth: Int = 0) async throws -> [HostAccess] {
        var ways: [HostAccess] = []
        for hop in hops {
            let settings = try await ClientSettings(
                of: hop.host, user: hop.user, port: hop.port, scale: lab.timeScale)
            let own = ways.isEmpty && depth < 8 ? try Self.hops(of: settings, hop.host) : []
            if !own.isEmpty { ways = try await jumps(own, depth: depth + 1) }
            var way = way("jump host \(hop.host)", hop.host, settings)
            way.user = hop.user ?? settings.text("user") ?? ClientSettings.userName
            way.port = hop.port ?? way.port
            way.identities = (lab.ssh.identity.map { [$0] } ?? []) + way.identities
            ways.append(way)
        }
        return ways
    }

    /// Asks every host for its SSH banner; one behind a jump host is asked by ssh(1) itself.
    public func status(waiting limit: Duration) async throws -> LabStatus {
        let hosts = lab.inventory.hosts
        let answering = try await withThrowingTaskGroup(of: (Int, Bool).self) { group in
            for (index, host) in hosts.enumerated() {
                group.addTask {
                    (
                        index,
                        await answers(
                            try await access(to: host), limit: max(limit, lab.timeScale.stretch(.seconds(2))))
                    )
                }
            }
            return try await group.reduce(into: hosts.map { _ in false }) { $0[$1.0] = $1.1 }
        }
        return LabStatus(zip(hosts, answering).map { ($0, $1 ? .answering : .silent) })
    }

    private func answers(_ access: HostAccess, limit: Duration) async -> Bool {
        guard access.jumps.isEmpty else {
            return (try? await LocalCommand(access.unattendedCommand + ["true"], within: limit).run()) != nil
        }
        return await SSHBanner.wait(for: [(access.address, access.port)], limit: limit) == [true]
    }

    /// What the lab file says of the host.
    public func powerSwitch(of host: Host) -> PowerSwitch? { lab.power[host.name] }

    /// By the lab file's command, or by the kernel's own reset.
    public func powerOff(_ host: Host) async throws {
        switch try filledSwitch(of: host) {
        case .commands(let off, _)?: try await carryOut(off, on: host)
        case .sysrq?:
            let access = try await access(to: host)
            let shell = access.sudo ? "sudo -n bash -s" : "bash -s"
            try await LocalCommand(
                access.unattendedCommand + [shell], input: PowerSwitch.reset,
                within: lab.timeScale.stretch(.seconds(30))
            ).run()
            // Until it has happened, so that `powerOn` waits for the next boot.
            try await Task.sleep(for: .seconds(1))
        case .own?, nil: throw noSwitch("power off", host)
        }
    }

    /// By the lab file's command, where a reset host does not come back by itself; waits until it answers ssh.
    public func powerOn(_ host: Host) async throws {
        switch try filledSwitch(of: host) {
        case .commands(_, let on)?: try await carryOut(on, on: host)
        case .sysrq?: break
        case .own?, nil: throw noSwitch("power on", host)
        }
        let access = try await access(to: host)
        let limit = lab.timeScale.stretch(.seconds(300))
        let end = ContinuousClock.now + limit
        while !(await answers(access, limit: end - .now)) {
            guard ContinuousClock.now < end else {
                throw LabError(
                    "\(host.name) does not answer ssh on \(access.address) \(Int(limit.seconds)) s after its power came back",
                    ["If it is only slow, give it longer: --patience 3"])
            }
            try await Task.sleep(for: .seconds(1))
        }
    }

    private func filledSwitch(of host: Host) throws -> PowerSwitch? {
        var inventory = lab.inventory
        inventory.variables.merge(try secrets(in: powerSwitch(of: host))) { $1 }
        return try powerSwitch(of: host)?.filled(
            for: host, in: inventory, at: SourcePlace(file: lab.file, line: 1))
    }

    /// The values of the secrets that a switch names: for want of another one no host stays off.
    private func secrets(in power: PowerSwitch?) throws -> [String: Value] {
        guard case .commands(let off, let on) = power else { return [:] }
        let named = lab.secrets.filter { (off + on).contains($0.name) }
        // Who lets the lab file's commands be carried out here lets them have what they name.
        return try SecretSources(stateDirectory: lab.stateDirectory, mayReachAll: true).values(of: named)
    }

    /// Carries a command of the lab file out on this computer; what it complains of is told without secrets.
    private func carryOut(_ command: String, on host: Host) async throws {
        do {
            let limit = lab.timeScale.stretch(.seconds(120))
            try await LocalCommand(["bash", "-s"], input: command, within: limit).run()
        } catch var error as LabError {
            let secrets = try secrets(in: powerSwitch(of: host)).values.flatMap(\.secrets)
            error.detail = Redactor(secrets).redact(error.detail)
            throw error
        }
    }

    private func noSwitch(_ command: String, _ host: Host) -> LabError {
        var error = refusal(command)
        error.solutions.append(
            "Or say in the lab file how \(host.name) is switched: power: {off: …, on: …}, or power: sysrq")
        return error
    }
}
