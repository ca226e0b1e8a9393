import FoundationEssentials
import Steps

/// The disks of one lab in the pool, its snapshots, and which image and folder they belong to.
struct LabDisks: Sendable {
    /// The lab's directory in the pool.
    let directory: String

    var hosts: String { "\(directory)/hosts" }
    var snapshots: String { "\(directory)/snapshots" }

    /// The disk of a host, made or not.
    func disk(_ host: Host) -> Subvolume { Subvolume(path: "\(hosts)/\(host.name)") }
    /// A host's disk as a snapshot keeps it.
    func kept(_ host: Host, in snapshot: String) -> Subvolume {
        Subvolume(path: "\(snapshots)/\(snapshot)/\(host.name)")
    }

    /// The image that the disks are copies of; nil when there are none.
    var image: LabImage? {
        guard let path = Files.text(of: "\(directory)/image"), Files.exists(path) else { return nil }
        return LabImage(directory: path)
    }

    /// Makes the lab's place in the pool, and notes for whom it is.
    func prepare(for stateDirectory: String) throws {
        try Files.makeDirectory(hosts)
        try Files.makeDirectory(snapshots)
        try Files.write("\(stateDirectory)\n", to: "\(directory)/owner")
    }

    func note(_ image: LabImage) throws { try Files.write("\(image.directory)\n", to: "\(directory)/image") }

    /// The snapshot that was being restored when labctl was killed, or nil.
    var interruptedRestore: String? { Files.text(of: "\(directory)/restoring") }

    func noteRestore(of snapshot: String?) throws {
        guard let snapshot else { return Files.remove("\(directory)/restoring") }
        try Files.write("\(snapshot)\n", to: "\(directory)/restoring")
    }

    /// Deletes everything of the lab: disks and snapshots.
    func delete() async throws {
        for name in Files.names(in: hosts) { try await Subvolume(path: "\(hosts)/\(name)").delete() }
        for snapshot in Files.names(in: snapshots) { try await delete(snapshot: snapshot) }
        Files.remove(directory)
    }

    func delete(snapshot: String) async throws {
        let directory = "\(snapshots)/\(snapshot)"
        for name in Files.names(in: directory) { try await Subvolume(path: "\(directory)/\(name)").delete() }
        Files.remove(directory)
    }

    /// Deletes the disks of labs whose folder is gone, and images that nobody uses any more.
    static func sweep(_ pool: Pool, keeping current: LabImage) async throws {
        var used = [current.directory]
        for name in Files.names(in: pool.labs) {
            let disks = LabDisks(directory: "\(pool.labs)/\(name)")
            guard let owner = Files.text(of: "\(disks.directory)/owner") else { continue }
            let isOn = (try? ControlGroup(name).isPopulated) ?? false
            if !Files.exists(owner), !isOn {
                try await disks.delete()
            } else {
                used += [disks.image?.directory ?? ""]
            }
        }
        for name in Files.names(in: pool.images) where !used.contains("\(pool.images)/\(name)") {
            try await LabImage(directory: "\(pool.images)/\(name)").root.delete()
            Files.remove("\(pool.images)/\(name)")
        }
    }
}
