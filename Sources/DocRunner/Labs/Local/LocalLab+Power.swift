import FoundationEssentials
import Glibc
import Steps

/// Switching machines on and off: what every command of the local lab comes down to.
extension LocalLab {
    var disks: LabDisks { LabDisks(directory: "\(pool.labs)/\(lab.localID)") }
    var settings: KernelSettings { KernelSettings(file: "\(pool.cache)/kernel-settings") }

    /// Begins work on the lab, which one labctl does at a time: while the lock lives, the disks can be reached.
    ///
    /// Throws `LabError` without root, without a program that is needed, or when another labctl is at it.
    func open() async throws -> FileLock {
        try Requirement.check()
        try PrivateFolder(lab.stateDirectory).expectNothingForeign()
        _ = try PrivateFolder("\(lab.stateDirectory)/console")
        let lock = try FileLock(
            "\(lab.stateDirectory)/lab.lock", busy: "another labctl is working on lab `\(lab.name)` just now")
        try await pool.mount()
        return lock
    }

    func machines() throws -> [Machine] { try lab.inventory.hosts.map(machine) }

    func machine(of host: Host) throws -> Machine {
        Machine(
            host: host, port: lab.inventory.hosts.firstIndex(of: host) ?? 0,
            group: try ControlGroup("\(lab.localID)/\(host.name)"), disk: disks.disk(host),
            networkNamespace: network.name(of: host), containerName: "\(lab.localID)-\(host.name)",
            console: "\(lab.stateDirectory)/console/\(host.name).log")
    }

    /// From whatever there is to all hosts answering ssh. Hosts that are on stay on.
    func bringUp(_ progress: @escaping LabProgress) async throws {
        if !Files.exists(keys.identity) { try await disks.delete() }
        try disks.prepare(for: lab.stateDirectory)
        try settings.save()
        async let minted: Void = keys.mint(for: lab)
        async let chosen = image(progress)
        let machines = try machines()
        try await freeWhatIsStuck(machines)
        if !machines.contains(where: \.isOn) {
            await network.remove()
            try await network.create()
        }
        if let restore = disks.interruptedRestore { try await putBack(restore) }
        try await minted
        let image = try await chosen
        try await start(machines.filter { !$0.isOn }, from: image)
        try await waitForSSH(machines)
    }

    /// Frees what a labctl has left that was killed while it took a snapshot or cut a machine off: frozen machines, a
    /// cable that is out, half a snapshot.
    private func freeWhatIsStuck(_ machines: [Machine]) async throws {
        for machine in machines where machine.isOn {
            try? machine.group.freeze(false)
            try? await network.setLink(port: machine.port, up: true)
        }
        for half in Files.names(in: disks.snapshots) where half.hasPrefix(".") {
            try await disks.delete(snapshot: half)
        }
    }

    /// Plugs machines into the network, makes the disks that are missing, and switches all on at once.
    func start(_ machines: [Machine], from image: LabImage? = nil) async throws {
        guard let image = image ?? disks.image else {
            throw LabError("lab `\(lab.name)` has no disks", ["Bring it up: labctl lab up"])
        }
        for machine in machines {
            try machine.group.create()
            await network.unplug(machine.host, port: machine.port)
        }
        try await network.plug(machines.map { ($0.host, $0.port) })
        try await inParallel(machines) { machine in
            if !machine.disk.exists {
                try await HostDisk(lab: lab, keys: keys).make(machine.disk, for: machine.host, from: image)
            }
            try machine.start(packages: image.packages, artifacts: pool.artifacts)
        }
    }

    /// Waits until machines answer ssh. Throws `LabError` with the console of one that does not within a minute.
    func waitForSSH(_ machines: [Machine]) async throws {
        let limit = lab.timeScale.stretch(.seconds(60))
        let answered = await answering(machines, limit: limit)
        guard let dead = machines.first(where: { !answered.contains($0.host) }) else { return }
        throw LabError(
            "\(dead.host.name) does not answer ssh on \(dead.host.address) after \(Int(limit.seconds)) s",
            detail: (Files.text(of: dead.console) ?? "").lastLines(5),
            [
                "Its console: \(dead.console)",
                "A busy computer is slow. Give it longer: labctl lab up --patience 3",
                "A snapshot brings its disk back: labctl lab restore NAME \(dead.host.name)",
            ])
    }

    func answering(_ machines: [Machine], limit: Duration) async -> Set<Host> {
        guard !machines.isEmpty else { return [] }
        let endpoints = machines.map { ($0.host.address, 22) }
        let answers = await SSHBanner.wait(for: endpoints, in: network.path, limit: limit)
        return Set(zip(machines, answers).filter(\.1).map(\.0.host))
    }

    /// Shuts machines down as their power buttons would; who takes longer than `patience` is cut off.
    func stop(_ machines: [Machine], patience: Duration) async throws {
        for machine in machines { machine.pressPowerButton() }
        try await inParallel(machines) { machine in _ = try await machine.group.waitUntilEmpty(patience) }
        try await cut(machines)
    }

    /// Cuts the power of machines.
    func cut(_ machines: [Machine]) async throws {
        try await inParallel(machines) { machine in
            try machine.group.kill()
            guard try await machine.group.waitUntilEmpty(lab.timeScale.stretch(.seconds(20))) else {
                throw LabError("\(machine.host.name) cannot be stopped: a process of it hangs in the kernel")
            }
            machine.clearAway()
        }
    }

    /// Cuts hosts off and throws their disks away.
    func discard(_ hosts: [Host]) async throws {
        let machines = try hosts.map(machine)
        try await cut(machines)
        try await inParallel(machines) { try await $0.disk.delete() }
        try disks.forgetRestore(of: hosts)
    }

    /// The image of the disks there are, or the current one where there are none.
    private func image(_ progress: LabProgress) async throws -> LabImage {
        let hasDisk = lab.inventory.hosts.contains { disks.disk($0).exists }
        if hasDisk, let image = disks.image { return image }
        return try await LabImage.current(for: disks, with: lab.packages, in: pool, progress: progress)
    }
}
