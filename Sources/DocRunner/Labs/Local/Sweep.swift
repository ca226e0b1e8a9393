/// Clears away what nobody can use any more.
struct Sweep: Sendable {
    let pool: Pool

    /// Ends and deletes labs whose folder is gone, and with it their keys; deletes images that no lab uses.
    ///
    /// The caller holds the image lock.
    func run(keeping current: LabImage) async throws {
        var used = [current.directory]
        for name in Files.names(in: pool.labs) {
            let disks = LabDisks(directory: "\(pool.labs)/\(name)")
            guard let owner = disks.owner else { continue }
            if Files.exists(owner) {
                used += [disks.image?.directory ?? ""]
            } else {
                try await end(name)
                try await disks.delete()
            }
        }
        for name in Files.names(in: pool.images) where !used.contains("\(pool.images)/\(name)") {
            try await LabImage(directory: "\(pool.images)/\(name)").root.delete()
            Files.remove("\(pool.images)/\(name)")
        }
    }

    private func end(_ lab: String) async throws {
        let group = try ControlGroup(lab)
        try group.kill()
        _ = try await group.waitUntilEmpty(.seconds(5))
        group.remove()
        await LabNetwork.remove(named: LabNetwork.name(ofLab: lab))
    }
}
