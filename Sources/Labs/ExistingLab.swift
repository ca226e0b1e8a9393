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
    public func status(waiting limit: Duration) async throws -> LabStatus {
        let endpoints = lab.inventory.hosts.map { (access(to: $0).address, lab.ssh.port) }
        let answering = await SSHBanner.wait(for: endpoints, limit: max(limit, .seconds(2)))
        return LabStatus(zip(lab.inventory.hosts, answering).map { ($0, $1 ? .answering : .silent) })
    }

    /// What the lab file says of the host.
    public func powerSwitch(of host: Host) -> PowerSwitch? { lab.power[host.name] }

    /// By the lab file's command, or by the kernel's own reset.
    public func powerOff(_ host: Host) async throws {
        switch try filledSwitch(of: host) {
        case .commands(let off, _)?: try await carryOut(off, on: host)
        case .sysrq?:
            let access = access(to: host)
            let shell = access.sudo ? "sudo -n bash -s" : "bash -s"
            try await LocalCommand(access.sshCommand + [shell], input: PowerSwitch.reset).run()
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
        guard lab.ssh.jump == nil else { return }
        let address = access(to: host).address
        let limit = lab.timeScale.stretch(.seconds(300))
        guard await SSHBanner.wait(for: [(address, lab.ssh.port)], limit: limit) == [true] else {
            throw LabError(
                "\(host.name) does not answer ssh on \(address) \(Int(limit.seconds)) s after its power came back",
                ["If it is only slow, give it longer: --patience 3"])
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
        return try SecretSources(stateDirectory: lab.stateDirectory).values(of: named)
    }

    /// Carries a command of the lab file out on this computer; what it complains of is told without secrets.
    private func carryOut(_ command: String, on host: Host) async throws {
        do { try await LocalCommand("bash", "-s", input: command).run() } catch var error as LabError {
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
