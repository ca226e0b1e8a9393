import FoundationEssentials
import Glibc

/// The control group of one host in every hierarchy of this computer, v1, hybrid or v2 (cgroups(7)).
///
/// It is also the truth about what runs: a host is on exactly while its group holds processes, whoever started it
/// and whatever became of that labctl. A reboot empties it by itself.
struct ControlGroup: Sendable {
    /// The group's directory in each hierarchy.
    let directories: [String]
    /// Its directory in the unified (v2) hierarchy, which freezes and kills.
    let unified: String

    /// The group `labctl/LAB/HOST` (or `labctl/LAB`, for all of a lab) of this computer's hierarchies.
    ///
    /// Throws `LabError` when no unified hierarchy is mounted.
    init(_ path: String) throws {
        let hierarchies = Self.hierarchies()
        guard let unified = hierarchies.first(where: \.isUnified) else {
            throw LabError(
                "this computer has no unified cgroup hierarchy, which the local lab needs",
                ["Mount one: mkdir -p /sys/fs/cgroup/unified && mount -t cgroup2 none /sys/fs/cgroup/unified"]
            )
        }
        directories = hierarchies.map { "\($0.directory)/labctl/\(path)" }
        self.unified = "\(unified.directory)/labctl/\(path)"
    }

    /// Makes the group everywhere, with what each hierarchy wants of a parent before a child may be entered.
    func create() throws {
        for hierarchy in Self.hierarchies() {
            guard let group = directories.first(where: { $0.hasPrefix("\(hierarchy.directory)/") }) else {
                continue
            }
            var path = hierarchy.directory
            for name in group.dropFirst(path.count + 1).split(separator: "/") {
                if hierarchy.isUnified { enableControllers(in: path) }
                path += "/\(name)"
                mkdir(path, 0o755)
                fillCpuset(path)
            }
            guard Files.exists(group) else { throw LabError("the control group \(group) cannot be made") }
        }
    }

    /// Whether any process is in the group or below it.
    var isPopulated: Bool { events("populated") }

    /// The processes in the group and below it.
    var processes: [pid_t] {
        ([unified] + Files.directories(below: unified)).flatMap { directory in
            (Files.text(of: "\(directory)/cgroup.procs") ?? "").split(separator: "\n").compactMap {
                pid_t($0)
            }
        }
    }

    /// Stops every process where it is, or lets them go on. Returns at once; `isFrozen` tells when it is so.
    func freeze(_ frozen: Bool) throws { try Files.set("\(unified)/cgroup.freeze", to: frozen ? "1" : "0") }

    var isFrozen: Bool { events("frozen") }

    /// Ends every process at once (SIGKILL), as a power cut does.
    func kill() throws {
        guard Files.exists(unified) else { return }
        try Files.set("\(unified)/cgroup.kill", to: "1")
        thaw()
    }

    /// What a container runtime has frozen in a hierarchy of v1 does not die before it is thawed.
    private func thaw() {
        for directory in directories where Files.exists("\(directory)/freezer.state") {
            for path in [directory] + Files.directories(below: directory) {
                try? Files.set("\(path)/freezer.state", to: "THAWED")
            }
        }
    }

    /// Waits until no process is left; false when the time is over.
    func waitUntilEmpty(_ limit: Duration) async throws -> Bool {
        let deadline = ContinuousClock.now + limit
        while isPopulated {
            guard ContinuousClock.now < deadline else { return false }
            try await Task.sleep(for: .milliseconds(10))
        }
        return true
    }

    /// Removes the empty group and all below it from every hierarchy, and the group above when that is empty too.
    func remove() {
        for directory in directories {
            for path in Files.directories(below: directory).reversed() { rmdir(path) }
            rmdir(directory)
            if let slash = directory.lastIndex(of: "/") { rmdir(String(directory[..<slash])) }
        }
    }

    private func events(_ name: String) -> Bool {
        Files.text(of: "\(unified)/cgroup.events")?.split(separator: "\n").contains("\(name) 1") ?? false
    }

    /// v2 gives a child only the controllers that its parent hands down.
    private func enableControllers(in path: String) {
        let controllers = (Files.text(of: "\(path)/cgroup.controllers") ?? "").split(separator: " ")
        for controller in controllers {
            try? Files.set("\(path)/cgroup.subtree_control", to: "+\(controller)")
        }
    }

    /// v1 lets nobody into a cpuset that has no processors and no memory; `clone_children` fills those below.
    private func fillCpuset(_ path: String) {
        guard let slash = path.lastIndex(of: "/") else { return }
        let parent = path[..<slash]
        guard Files.exists("\(path)/cgroup.clone_children"), Files.exists("\(path)/cpuset.cpus") else {
            return
        }
        for file in ["cpuset.cpus", "cpuset.mems"] where Files.text(of: "\(path)/\(file)") == "" {
            try? Files.set("\(path)/\(file)", to: Files.text(of: "\(parent)/\(file)") ?? "")
        }
        try? Files.set("\(path)/cgroup.clone_children", to: "1")
    }

    /// Where the hierarchies are mounted, from /proc/self/mountinfo (proc(5)).
    private static func hierarchies() -> [(directory: String, isUnified: Bool)] {
        (Files.text(of: "/proc/self/mountinfo") ?? "").split(separator: "\n").compactMap { line in
            let fields = line.split(separator: " ")
            guard let dash = fields.firstIndex(of: "-"), fields.count > dash + 1, fields.count > 4 else {
                return nil
            }
            let type = fields[dash + 1], directory = String(fields[4])
            guard type.hasPrefix("cgroup"), directory.hasPrefix("/sys/fs/cgroup") else { return nil }
            return (directory, type == "cgroup2")
        }
    }
}
