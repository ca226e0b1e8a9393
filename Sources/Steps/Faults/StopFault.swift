/// `stop`: a unit is stopped (systemctl(1)), as an administrator would.
struct StopFault: Fault {
    let unit: String

    static let documentation = FaultDocumentation(
        "stop", "unit",
        breaks: "a systemd unit is stopped cleanly; systemd does not start it again",
        heals: "it is started", example: "break: {stop: kube-scheduler}")

    init(from fields: inout Fields) { unit = fields.requiredUnit("stop") }

    var title: String { "\(unit) stopped" }

    var collectors: [Collector] { Collector.unit(unit) }

    func question(on host: Host) -> Script? { .expectRunning(unit) }

    func breaking(_ host: Host, from peers: [Host]) -> [FaultAction] {
        [.run(.command("systemctl", "stop", "--", unit))]
    }

    func healing(_ host: Host) -> [FaultAction] { [.run(.command("systemctl", "start", "--", unit))] }
}

extension Script {
    /// Whether a unit runs, so that there is something to break.
    static func expectRunning(_ unit: String) -> Script {
        let name = quote(unit)
        return Script(
            """
            command -v systemctl >/dev/null || { echo "this host has no systemd" >&2; exit 1; }
            systemctl is-active --quiet -- \(name) || { echo \(quote("\(unit) does not run here")) >&2; exit 1; }
            """)
    }
}
