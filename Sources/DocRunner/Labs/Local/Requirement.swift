import FoundationEssentials
import Glibc

/// What of this computer the local lab cannot do without: root, and a few programs.
enum Requirement {
    /// Each program and the Debian package that holds it.
    static let programs = [
        ("systemd-nspawn", "systemd-container"), ("mmdebstrap", "mmdebstrap"), ("mkfs.btrfs", "btrfs-progs"),
        ("ip", "iproute2"), ("dpkg-scanpackages", "dpkg-dev"), ("ssh", "openssh-client"),
        ("nsenter", "util-linux"), ("mount", "mount"),
    ]

    /// What somebody without root can do.
    static let sudo = "Run it again with sudo."

    /// Throws `LabError` without root, or naming every package that is missing.
    static func check() throws {
        guard geteuid() == 0 else {
            throw LabError(
                "the lab on this computer needs root: it makes network namespaces, mounts and containers",
                [sudo])
        }
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/sbin:/usr/bin:/sbin:/bin"
        let directories = path.split(separator: ":")
        let missing = programs.filter { program in
            !directories.contains { access("\($0)/\(program.0)", X_OK) == 0 }
        }
        guard !missing.isEmpty else { return }
        throw LabError(
            "the lab on this computer needs \(missing.map(\.0).joined(separator: ", "))",
            ["Install: sudo apt-get install \(missing.map(\.1).joined(separator: " "))"])
    }
}
