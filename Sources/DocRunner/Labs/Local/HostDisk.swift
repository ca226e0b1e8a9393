import FoundationEssentials
import Steps

/// Makes a copy of the image into the disk of one particular host: its name, its keys, whom it knows.
struct HostDisk: Sendable {
    let lab: Lab
    let keys: LabKeys

    /// A disk as it leaves the factory. It is made under another name and renamed: half a disk is never booted.
    func make(_ disk: Subvolume, for host: Host, from image: LabImage) async throws {
        let half = Subvolume(path: "\(disk.path).new")
        try await half.delete()
        try await image.root.snapshot(to: half)
        try personalise(half, for: host)
        try half.rename(to: disk)
    }

    private func personalise(_ disk: Subvolume, for host: Host) throws {
        let etc = "\(disk.path)/etc"
        let machineID = (Files.text(of: "/proc/sys/kernel/random/uuid") ?? "").filter { $0 != "-" }
        try Files.write("\(host.name)\n", to: "\(etc)/hostname")
        try Files.write("\(machineID)\n", to: "\(etc)/machine-id", mode: 0o444)
        try Files.write(names, to: "\(etc)/hosts")
        let hostKey = keys.hostKey(host)
        try Files.write(read(hostKey), to: "\(etc)/ssh/ssh_host_ed25519_key", mode: 0o600)
        try Files.write(read("\(hostKey).pub"), to: "\(etc)/ssh/ssh_host_ed25519_key.pub")
        try Files.write(
            read("\(keys.identity).pub"), to: "\(disk.path)/root/.ssh/authorized_keys", mode: 0o600)
    }

    /// Every host knows the others and the virtual addresses by name (hosts(5)).
    private var names: String {
        let local = ["127.0.0.1 localhost", "::1 localhost ip6-localhost ip6-loopback"]
        let hosts = lab.inventory.hosts.map { "\($0.address) \($0.name)" }
        let virtual = lab.inventory.virtualAddresses.map { "\($0.address) \($0.name)" }
        return (local + hosts + virtual).joined(separator: "\n") + "\n"
    }

    private func read(_ path: String) throws -> String {
        guard let text = Files.text(of: path) else { throw LabError("the key \(path) cannot be read") }
        return text + "\n"
    }
}
