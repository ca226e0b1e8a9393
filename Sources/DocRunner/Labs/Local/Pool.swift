import CLinux
import FoundationEssentials
import Glibc

/// Where images and disks live: a btrfs file system, for its subvolumes cost nothing to copy.
///
/// Where the cache itself is on btrfs it is a directory there, else a sparse file on a loop device.
struct Pool: Sendable {
    /// The cache's directory: `$LABCTL_CACHE`, or `/var/cache/labctl`.
    let cache: String

    init() {
        let chosen = ProcessInfo.processInfo.environment["LABCTL_CACHE"] ?? "/var/cache/labctl"
        cache = URL(filePath: chosen).standardized.path
    }

    /// The directory at which the pool is mounted.
    var path: String { "\(cache)/pool" }
    /// The finished images, each in a directory named for what it is made from.
    var images: String { "\(path)/images" }
    /// The disks and snapshots of each lab.
    var labs: String { "\(path)/labs" }
    /// What chapters install that no Debian package has; hosts see it as /srv/artifacts.
    var artifacts: String { "\(cache)/artifacts" }

    private var file: String { "\(cache)/pool.btrfs" }
    private var isMounted: Bool { Self.isBtrfs(path) }

    /// Makes the pool if need be, and mounts it.
    func mount() async throws {
        try Files.makeDirectory(path)
        try Files.makeDirectory(artifacts)
        let lock = try FileLock("\(cache)/pool.lock", waiting: true)
        defer { withExtendedLifetime(lock) {} }
        if !isMounted {
            if !Files.exists(file) { try await format() }
            try await LocalCommand("mount", "-o", "loop,noatime,discard=async", file, path).run()
        }
        try Files.makeDirectory(images)
        try Files.makeDirectory(labs)
    }

    /// Lets go of the loop device, unless another lab still uses it.
    func unmount() async throws {
        let lock = try FileLock("\(cache)/pool.lock", waiting: true)
        defer { withExtendedLifetime(lock) {} }
        guard isMounted, Files.exists(file), !isUsed else { return }
        for _ in 0..<20 where umount2(path, 0) != 0 { try await Task.sleep(for: .milliseconds(50)) }
    }

    /// Whether a host of any lab is on.
    var isUsed: Bool { (try? ControlGroup(""))?.isPopulated ?? false }

    /// A sparse file, three quarters of what is free at most: it must never fill the computer's own disk.
    private func format() async throws {
        var facts = statvfs()
        guard statvfs(cache, &facts) == 0 else { throw LabError("\(cache) cannot be read") }
        let free = UInt64(facts.f_bavail) * UInt64(facts.f_frsize)
        let size = min(64 << 30, free / 4 * 3)
        guard size >= 8 << 30 else {
            throw LabError(
                "\(cache) has \(free >> 30) GiB free, and the lab's disks need 11",
                ["Free some space, or set LABCTL_CACHE to a directory on a larger disk."])
        }
        try await LocalCommand("truncate", "-s", "\(size)", "\(file).new").run()
        try await LocalCommand("mkfs.btrfs", "-q", "-m", "single", "\(file).new").run()
        try FileManager.default.moveItem(atPath: "\(file).new", toPath: file)
    }

    /// Whether a directory is on btrfs, by the magic number of statfs(2).
    private static func isBtrfs(_ path: String) -> Bool {
        var facts = statfs()
        return statfs(path, &facts) == 0 && facts.f_type == 0x9123_683e
    }
}
