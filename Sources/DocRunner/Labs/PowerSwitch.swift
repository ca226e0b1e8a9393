/// How a machine's power is cut and given back.
public enum PowerSwitch: Sendable, Hashable {
    /// labctl made the machine: its link is taken first, so that nobody is told.
    case own
    /// By commands of the lab file, carried out with bash on this computer; filled in for the host.
    case commands(off: String, on: String)
    /// By the kernel's own reset (proc(5), sysrq-trigger): at once and without a sync. It boots by itself.
    case sysrq

    /// What is done, in words.
    public var words: String {
        switch self {
        case .own: "the link first, then the machine"
        case .commands: "by the lab file's command"
        case .sysrq: "reset by sysrq, its link cannot be taken first; it boots by itself"
        }
    }
}

extension PowerSwitch {
    /// Resets the host that it is carried out on, a moment later; a container would reset its computer and is refused.
    static let reset = """
        set -e
        command -v systemd-detect-virt >/dev/null || {
            echo "without systemd-detect-virt it is not known whether this is a machine of its own" >&2; exit 1; }
        if systemd-detect-virt --quiet --container; then
            echo "this host is a container: sysrq would reset the computer that it runs on" >&2; exit 1
        fi
        [ -w /proc/sysrq-trigger ] || { echo "/proc/sysrq-trigger cannot be written: be root, or use sudo" >&2; exit 1; }
        (sleep 0.3; echo b >/proc/sysrq-trigger) </dev/null >/dev/null 2>&1 &

        """
}
