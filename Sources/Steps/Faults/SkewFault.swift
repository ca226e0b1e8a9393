/// `skew`: the host's clock is wrong, and nothing sets it right.
struct SkewFault: Fault {
    let seconds: Int

    static let documentation = FaultDocumentation(
        "skew", "+duration or -duration",
        breaks:
            "the service that sets the clock is stopped, and the clock is put forward or back. It works "
            + "on machines and virtual machines only: a container has no clock of its own, so labctl "
            + "refuses it",
        heals: "the clock is set right again, by the monotonic time that has passed, and the service that "
            + "sets it runs again",
        example: "break: {skew: +1h}")

    init(from fields: inout Fields) {
        let text = fields.requiredText("skew")
        let duration = Duration(written: String(text.drop { $0 == "+" || $0 == "-" }))
        if let duration, duration >= .seconds(1), text.hasPrefix("+") || text.hasPrefix("-") {
            seconds = Int(duration.seconds) * (text.hasPrefix("-") ? -1 : 1)
        } else {
            seconds = 3600
            if !text.isEmpty {
                fields.reportValue("skew", text, "a sign and a duration of a second or more: +1h, -90s")
            }
        }
    }

    var title: String { "clock \(seconds < 0 ? "back" : "forward") by \(abs(seconds)) s" }

    /// Refused wherever it is not certain that the clock is the host's own.
    func question(on host: Host) -> Script? {
        Script(
            """
            command -v systemd-detect-virt >/dev/null || {
                echo "without systemd-detect-virt it is not known whether the clock is this host's own" >&2; exit 1; }
            if kind=$(systemd-detect-virt --container); then
                echo "this host is a container ($kind): its clock is that of the computer it runs on" >&2; exit 1
            fi
            [ "$(id -u)" = 0 ] || { echo "only root may set the clock" >&2; exit 1; }
            """)
    }

    private static let record = "/run/labctl/clock"
    private static let keepers = "chrony chronyd systemd-timesyncd ntp ntpd ntpsec openntpd"

    func breaking(_ host: Host, from peers: [Host]) -> [FaultAction] {
        [
            .run(
                Script(
                    """
                    ! systemd-detect-virt --quiet --container || exit 1
                    mkdir -p /run/labctl || exit
                    units=; for unit in \(Self.keepers); do
                        systemctl is-active --quiet "$unit" && units="$units $unit"
                    done
                    read -r up _ </proc/uptime; echo "$(date +%s) ${up%.*}$units" >\(Self.record) || exit
                    [ -z "$units" ] || systemctl stop $units || exit
                    date --set="@$(($(date +%s) + \(seconds)))" >/dev/null
                    """))
        ]
    }

    func healing(_ host: Host) -> [FaultAction] {
        [
            .run(
                Script(
                    """
                    [ -f \(Self.record) ] || exit 0
                    ! systemd-detect-virt --quiet --container || exit 1
                    read -r wall then units <\(Self.record); read -r up _ </proc/uptime
                    date --set="@$((wall + ${up%.*} - then))" >/dev/null || exit
                    [ -z "$units" ] || systemctl start $units || exit
                    rm -f \(Self.record)
                    """))
        ]
    }
}
