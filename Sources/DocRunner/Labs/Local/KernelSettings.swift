import FoundationEssentials

/// The settings of the whole computer that hosts of a lab change (kubelet and apiserver do), put back afterwards.
///
/// Network settings are not among them: each host has those of its own namespace.
struct KernelSettings: Sendable {
    /// Where the values from before the lab are kept: they survive labctl, and are of no use after a reboot.
    let file: String

    /// Under /proc/sys (proc(5)). The first three are what kubelet changes; the rest it or a container runtime may.
    static let names = [
        "kernel/panic", "kernel/panic_on_oops", "vm/overcommit_memory", "vm/panic_on_oom", "vm/max_map_count",
        "vm/swappiness", "kernel/keys/root_maxkeys", "kernel/keys/root_maxbytes", "kernel/pid_max",
        "kernel/threads-max", "kernel/core_pattern", "kernel/sysrq", "kernel/dmesg_restrict",
        "kernel/kptr_restrict",
        "fs/file-max", "fs/nr_open", "fs/inotify/max_user_instances", "fs/inotify/max_user_watches",
        "fs/protected_fifos", "fs/protected_regular", "fs/protected_hardlinks", "fs/protected_symlinks",
        "fs/suid_dumpable", "net/netfilter/nf_conntrack_max",
    ]

    /// What eight hosts need: each systemd and kubelet takes inotify instances of the one root user.
    static let needed = ["fs/inotify/max_user_instances": 8192, "fs/inotify/max_user_watches": 524_288]

    /// Notes the values of before, once a boot, and sets what the hosts need.
    func save() throws {
        if saved()["boot"] != Self.boot {
            let lines = Self.names.compactMap { name in
                Files.text(of: "/proc/sys/\(name)").map { "\(name)=\($0)" }
            }
            try Files.write((["boot=\(Self.boot)"] + lines).joined(separator: "\n") + "\n", to: file)
        }
        for (name, value) in Self.needed {
            guard let now = Files.text(of: "/proc/sys/\(name)").flatMap({ Int($0) }), now < value else {
                continue
            }
            try Files.set("/proc/sys/\(name)", to: "\(value)")
        }
    }

    /// Puts back what differs from before.
    func restore() {
        let before = saved()
        guard before["boot"] == Self.boot else { return Files.remove(file) }
        for name in Self.names {
            guard let value = before[name], Files.text(of: "/proc/sys/\(name)") != value else { continue }
            try? Files.set("/proc/sys/\(name)", to: value)
        }
        Files.remove(file)
    }

    private func saved() -> [String: String] {
        let lines = (Files.text(of: file) ?? "").split(separator: "\n")
        let pairs = lines.compactMap { line -> (String, String)? in
            guard let equals = line.firstIndex(of: "=") else { return nil }
            return (String(line[..<equals]), String(line[line.index(after: equals)...]))
        }
        return Dictionary(pairs) { first, _ in first }
    }

    /// The id of this boot of the computer.
    private static var boot: String { Files.text(of: "/proc/sys/kernel/random/boot_id") ?? "" }
}
