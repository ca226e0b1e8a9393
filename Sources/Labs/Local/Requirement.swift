import FoundationEssentials
import Glibc

/// The programs of this computer that the local lab cannot do without.
enum Requirement {
    /// Each program and the Debian package that holds it.
    static let programs = [
        ("systemd-nspawn", "systemd-container"), ("mmdebstrap", "mmdebstrap"), ("mkfs.btrfs", "btrfs-progs"),
        ("ip", "iproute2"), ("dpkg-scanpackages", "dpkg-dev"), ("ssh", "openssh-client"),
        ("nsenter", "util-linux"), ("mount", "mount"),
    ]

    /// Throws `LabError` naming every package that is missing.
    static func check() throws {
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
