import FoundationEssentials
import Glibc
import Steps

/// One host of the local lab as a systemd machine in a container of systemd-nspawn(1).
struct Machine: Sendable {
    /// The host that it is.
    let host: Host
    /// Its place in the lab file, which names its port on the bridge.
    let port: Int
    /// Its control group.
    let group: ControlGroup
    /// Its disk.
    let disk: Subvolume
    /// The namespace that it lives in.
    let networkNamespace: String
    /// A name for it among all containers of this computer.
    let containerName: String
    /// Where its console goes.
    let console: String

    /// Whether it is switched on.
    var isOn: Bool { group.isPopulated }

    /// Switches it on and returns at once; systemd inside takes a second or two to its sshd.
    ///
    /// Its control group must have been made. It belongs to a session and control groups of its own, and goes on when labctl ends.
    func start(packages: String, artifacts: String) throws {
        let log = open(console, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
        let null = open("/dev/null", O_RDONLY | O_CLOEXEC)
        defer { close(log); close(null) }
        guard log >= 0, null >= 0 else { throw LabError("\(console) cannot be written") }
        let container = containerCommand(packages: packages, artifacts: artifacts)
        _ = try ProcessLauncher(
            arguments: ["sh", "-c", Self.supervise, "labctl", Self.enterGroups] + group.directories + ["--"]
                + container,
            input: null, output: log, ownSession: true
        ).start()
    }

    /// Asks its systemd to shut down, as its power button would; `ControlGroup.waitUntilEmpty` tells when it has.
    func pressPowerButton() {
        for process in group.processes where Files.text(of: "/proc/\(process)/comm") == "systemd-nspawn" {
            kill(process, SIGTERM)
        }
    }

    /// Removes what a machine that is off has left on this computer; an nspawn that was killed leaves its own part.
    func clearAway() {
        group.remove()
        rmdir("/run/systemd/nspawn/propagate/\(containerName)")
    }

    /// Starts the container again when it asks for that: with `--keep-unit`, nspawn leaves a reboot to its caller by
    /// exit code 133.
    private static let supervise = """
        boot=$1; shift
        while sh -c "$boot" labctl "$@"; [ $? -eq 133 ]; do :; done
        """

    /// Enters the control groups named before `--`, then becomes what comes after it.
    private static let enterGroups = """
        while [ "$1" != -- ]; do echo $$ >"$1/cgroup.procs" || exit 1; shift; done; shift
        export SYSTEMD_NSPAWN_API_VFS_WRITABLE=yes SYSTEMD_NSPAWN_LOCK=0 SYSTEMD_NSPAWN_TMPFS_TMP=0
        exec "$@"
        """

    /// kubelet reads /dev/kmsg and looks at the device below /, GlusterFS mounts by /dev/fuse, pods need @keyring,
    /// nfs-ganesha open_by_handle_at.
    private func containerCommand(packages: String, artifacts: String) -> [String] {
        let devices = ["/dev/kmsg", "/dev/fuse", disk.device].filter(Files.exists)
        return [
            "systemd-nspawn", "--quiet", "--directory=\(disk.path)", "--machine=\(containerName)",
            "--hostname=\(host.name)", "--register=no", "--keep-unit", "--console=pipe",
            "--capability=all", "--kill-signal=SIGRTMIN+3",
            "--resolv-conf=off", "--timezone=off", "--link-journal=no",
            "--network-namespace-path=/run/netns/\(networkNamespace)",
            "--bind-ro=\(packages):/srv/packages", "--bind-ro=\(artifacts):/srv/artifacts",
            "--system-call-filter=@keyring bpf perf_event_open open_by_handle_at fanotify_init @raw-io @module",
        ] + devices.map { "--bind=\($0)" } + ["/usr/lib/labctl/init"]
    }
}
