import FoundationEssentials
import Glibc
public import Steps

/// Keeping and bringing back the state of all hosts' disks.
extension LocalLab {
    /// All hosts are frozen for the moment of the copy, so that it is one cut through the whole lab.
    public func snapshot(_ name: String) async throws {
        let lock = try await open()
        defer { withExtendedLifetime(lock) {} }
        try check(name)
        guard !Files.exists("\(disks.snapshots)/\(name)") else {
            throw LabError(
                "there is a snapshot `\(name)` already",
                ["Take another name; labctl lab status lists those that are taken."])
        }
        let machines = try machines()
        guard machines.allSatisfy(\.disk.exists) else {
            throw LabError("lab `\(lab.name)` is not up", ["Bring it up: labctl lab up"])
        }
        let half = "\(disks.snapshots)/.\(name)"
        try await disks.delete(snapshot: ".\(name)")
        try Files.makeDirectory(half)
        try await frozen(machines.filter(\.isOn)) {
            try await inParallel(machines) { machine in
                let copy = Subvolume(path: "\(half)/\(machine.host.name)")
                try await machine.disk.snapshot(to: copy, readOnly: true)
            }
        }
        try FileManager.default.moveItem(atPath: half, toPath: "\(disks.snapshots)/\(name)")
    }

    /// Deletes a snapshot's copies of the disks.
    public func forget(_ name: String) async throws {
        let lock = try await open()
        defer { withExtendedLifetime(lock) {} }
        try mustExist(name)
        if let restore = disks.interruptedRestore, restore.snapshot == name {
            throw LabError(
                "snapshot `\(name)` is needed: bringing it back was cut short",
                ["Bring that to its end: labctl lab up"])
        }
        try await disks.delete(snapshot: name)
    }

    /// Cuts hosts off, swaps their disks and starts them anew.
    public func restore(_ name: String, hosts: [Host], progress: @escaping LabProgress) async throws {
        let lock = try await open()
        defer { withExtendedLifetime(lock) {} }
        try mustExist(name)
        let hosts = hosts.isEmpty ? lab.inventory.hosts : hosts
        if let stranger = hosts.first(where: { !disks.kept($0, in: name).exists }) {
            throw LabError(
                "snapshot `\(name)` knows no host \(stranger.name): it was taken before \(stranger.name) was in the lab file",
                ["Bring only others back: labctl lab restore \(name) HOST…"])
        }
        try disks.noteRestore(of: LabDisks.Restore(snapshot: name, hosts: hosts.map(\.name)))
        try await cut(hosts.map(machine))
        try await bringUp(progress)
    }

    /// Replaces disks by the snapshot's. Killed in between, the next `up` does it again from the start.
    func putBack(_ restore: LabDisks.Restore) async throws {
        let hosts = lab.inventory.hosts.filter { restore.hosts.contains($0.name) }
        guard hosts.allSatisfy({ disks.kept($0, in: restore.snapshot).exists }) else {
            throw LabError(
                "snapshot `\(restore.snapshot)` was being brought back and is not whole any more",
                [
                    "Bring another one back: labctl lab restore NAME",
                    "Without any, start with new disks and lose what the hosts hold: labctl lab up --fresh",
                ])
        }
        try await cut(hosts.map(machine).filter(\.isOn))
        try await inParallel(hosts) { host in
            let half = Subvolume(path: "\(disks.disk(host).path).new")
            try await half.delete()
            try await disks.kept(host, in: restore.snapshot).snapshot(to: half)
            try await disks.disk(host).delete()
            try half.rename(to: disks.disk(host))
        }
        try disks.noteRestore(of: nil)
    }

    /// Carries out work while machines stand still, and lets them go on whatever becomes of it.
    ///
    /// A process that waits in the kernel (for a frozen FUSE server, say) cannot freeze: it is not waited for long.
    private func frozen(_ machines: [Machine], _ work: () async throws -> Void) async throws {
        defer { for machine in machines { try? machine.group.freeze(false) } }
        for machine in machines { try machine.group.freeze(true) }
        let deadline = ContinuousClock.now + .milliseconds(300)
        while !machines.allSatisfy(\.group.isFrozen), ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(2))
        }
        try await work()
    }

    private func check(_ name: String) throws {
        let allowed = name.utf8.allSatisfy { $0 == 45 || $0 == 46 || $0 == 95 || isalnum(Int32($0)) != 0 }
        guard allowed, !name.isEmpty, !name.hasPrefix("."), name.utf8.count <= 64 else {
            throw LabError(
                "`\(name)` is no name for a snapshot", ["Allowed: letters, digits, `-`, `_` and `.`."])
        }
    }

    private func mustExist(_ name: String) throws {
        try check(name)
        let names = Files.names(in: disks.snapshots).filter { !$0.hasPrefix(".") }
        guard !names.contains(name) else { return }
        throw LabError(
            "lab `\(lab.name)` has no snapshot `\(name)`", Spelling.advice(for: name, among: names))
    }
}
