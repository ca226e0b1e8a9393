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

    /// The state directory of the lab that the disks belong to; nil while the place is being made.
    var owner: String? { Files.text(of: "\(directory)/owner") }

    /// Makes the lab's place in the pool, and notes for whom it is.
    func prepare(for stateDirectory: String) throws {
        try Files.makeDirectory(hosts)
        try Files.makeDirectory(snapshots)
        try Files.write("\(stateDirectory)\n", to: "\(directory)/owner")
    }

    func note(_ image: LabImage) throws { try Files.write("\(image.directory)\n", to: "\(directory)/image") }

    /// A snapshot that is being brought back, and on which hosts (names).
    struct Restore: Sendable, Hashable {
        let snapshot: String
        let hosts: [String]
    }

    /// What was being restored when labctl was killed, or nil.
    var interruptedRestore: Restore? {
        let words = (Files.text(of: "\(directory)/restoring") ?? "").split(whereSeparator: \.isWhitespace)
        guard let snapshot = words.first else { return nil }
        return Restore(snapshot: String(snapshot), hosts: words.dropFirst().map(String.init))
    }

    func noteRestore(of restore: Restore?) throws {
        guard let restore else { return Files.remove("\(directory)/restoring") }
        let words = [restore.snapshot] + restore.hosts
        try Files.write(words.joined(separator: " ") + "\n", to: "\(directory)/restoring")
    }

    /// Hosts whose disks are thrown away are not to get a snapshot's any more.
    func forgetRestore(of hosts: [Host]) throws {
        guard let restore = interruptedRestore else { return }
        let left = restore.hosts.filter { name in !hosts.contains { $0.name == name } }
        try noteRestore(of: left.isEmpty ? nil : Restore(snapshot: restore.snapshot, hosts: left))
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
}
