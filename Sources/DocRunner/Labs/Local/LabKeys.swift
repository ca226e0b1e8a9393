import FoundationEssentials
import Steps

/// The keys of a lab, minted before its hosts first boot, so that every host key is known and pinned from the start.
struct LabKeys: Sendable {
    /// The lab's state directory.
    let directory: String

    /// The client's private key; its public half stands beside it.
    var identity: String { "\(directory)/id_ed25519" }
    /// The pinned host keys, in the form of ssh's known_hosts (sshd(8)).
    var knownHosts: String { "\(directory)/known_hosts" }
    /// The private key of one host.
    func hostKey(_ host: Host) -> String { "\(directory)/hosts/\(host.name)_ed25519" }

    /// Makes the keys that are missing, and writes known_hosts anew.
    func mint(for lab: Lab) async throws {
        _ = try PrivateFolder("\(directory)/hosts")
        let wanted = [(identity, "labctl")] + lab.inventory.hosts.map { (hostKey($0), $0.name) }
        try await inParallel(wanted.filter { !Files.exists("\($0.0).pub") }) { path, comment in
            Files.remove(path)
            try await LocalCommand("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", comment, "-f", path)
                .run()
        }
        let lines = lab.inventory.hosts.map { host in
            let key = (Files.text(of: "\(hostKey(host)).pub") ?? "").split(separator: " ").prefix(2)
            return "\(host.name),\(host.address) \(key.joined(separator: " "))\n"
        }
        if Files.text(of: knownHosts) != lines.joined().trimmed {
            try Files.write(lines.joined(), to: knownHosts)
        }
    }
}
