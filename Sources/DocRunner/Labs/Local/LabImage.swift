import FoundationEssentials

/// What every host starts from: a small Debian and the packages it can install offline, built once and cached.
///
/// `build-image.sh` holds the whole recipe, and travels inside the program.
struct LabImage: Sendable {
    /// The directory of the image in the pool, named by the digest of what it is made from.
    let directory: String

    /// The packages that hosts can install besides those of every lab.
    let besides: [String]

    /// The root that hosts' disks are copies of.
    var root: Subvolume { Subvolume(path: "\(directory)/root") }
    /// The package archive, bound into hosts as /srv/packages.
    var packages: String { "\(directory)/packages" }

    /// An image that is there.
    init(directory: String, besides: [String] = []) {
        self.directory = directory
        self.besides = besides
    }

    /// The image that this recipe, this computer's package sources and the lab's own packages make; built when it is not
    /// there yet.
    ///
    /// The disks note it while the lock still holds, so that no other labctl sweeps it away in between.
    static func current(
        for disks: LabDisks, with packages: [String], in pool: Pool, progress: LabProgress
    ) async throws -> LabImage {
        let script = "\(pool.cache)/build-image.sh"
        let lock = try FileLock("\(pool.cache)/image.lock", waiting: true)
        defer { withExtendedLifetime(lock) {} }
        try Files.write(String(decoding: PackageResources.build_image_sh, as: UTF8.self), to: script)
        let key = try await LocalCommand(["bash", script, "key"] + packages).run().trimmed
        let image = LabImage(directory: "\(pool.images)/\(key)", besides: packages)
        if !Files.exists(image.directory) { try await image.build(script, in: pool, progress: progress) }
        try disks.note(image)
        try await Sweep(pool: pool).run(keeping: image)
        return image
    }

    /// Builds beside its place and renames: what a killed build leaves is discarded by the next.
    private func build(_ script: String, in pool: Pool, progress: LabProgress) async throws {
        progress("Building the image of the hosts (once, about two minutes)")
        let half = "\(pool.images)/.half"
        try await Subvolume(path: "\(half)/root").delete()
        Files.remove(half)
        try Files.makeDirectory(half)
        let log = "\(pool.cache)/image.log"
        let command = "exec >\"$0\" 2>&1; exec bash \"$1\" build \"${@:2}\""
        do {
            try await LocalCommand(["bash", "-c", command, log, script, half] + besides).run()
        } catch {
            throw LabError(
                "the image of the hosts could not be built", detail: (Files.text(of: log) ?? "").lastLines(8),
                [
                    "All that was printed: \(log)",
                    "The packages come from this computer's apt: try `apt-get update`.",
                ])
        }
        try FileManager.default.moveItem(atPath: half, toPath: directory)
    }
}
