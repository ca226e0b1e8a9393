import FoundationEssentials

/// One btrfs subvolume: a disk, an image's root or a snapshot (btrfs-subvolume(8)).
struct Subvolume: Sendable {
    let path: String

    var exists: Bool { Files.exists(path) }

    /// The block device that holds it, such as `/dev/loop0`; empty where no mount is known (proc(5)).
    var device: String {
        let mounts = (Files.text(of: "/proc/self/mounts") ?? "").split(separator: "\n").map {
            $0.split(separator: " ").map(String.init)
        }
        let above = mounts.filter { $0.count > 1 && (path + "/").hasPrefix($0[1] == "/" ? "/" : $0[1] + "/") }
        return above.max { $0[1].count < $1[1].count }?[0] ?? ""
    }

    /// Copies it, as it is at this moment, to a new path; costs the same whatever it holds.
    func snapshot(to copy: Subvolume, readOnly: Bool = false) async throws {
        let options = readOnly ? ["-r"] : []
        try await LocalCommand(["btrfs", "-q", "subvolume", "snapshot"] + options + [path, copy.path]).run()
    }

    /// Gives it another name on the same file system.
    func rename(to other: Subvolume) throws {
        try FileManager.default.moveItem(atPath: path, toPath: other.path)
    }

    /// Deletes it; subvolumes that its host made inside go with it.
    func delete() async throws {
        guard exists else { return }
        let command = LocalCommand("btrfs", "-q", "subvolume", "delete", path)
        guard (try? await command.run()) == nil else { return }
        try await LocalCommand("rm", "-rf", "--one-file-system", path).run()
        if exists { try await command.run() }
    }
}
