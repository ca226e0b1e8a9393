/// `kill`: a signal is sent to every process of a unit (systemctl(1) kill, signal(7)).
struct KillFault: Fault {
    let unit: String
    let signal: String
    let staysDead: Bool

    private static let signals = ["KILL", "TERM", "INT", "HUP", "ABRT", "SEGV", "STOP"]

    static let documentation = FaultDocumentation(
        "kill", "unit",
        breaks:
            "every process of a systemd unit gets a signal. `KILL` gives them no time to clean up. `STOP` "
            + "freezes them: they keep their sockets open and do not answer",
        heals: "frozen processes continue, and the unit is started if it does not run",
        options: [
            .init("signal", "word", "\(signals.joined(separator: ", ")); `KILL` by default"),
            .init("stays-dead", "flag", "systemd is kept from starting it again until it is healed"),
        ],
        example: "break: {kill: keepalived, signal: KILL, stays-dead: yes}")

    init(from fields: inout Fields) {
        unit = fields.requiredUnit("kill")
        signal = fields.choice("signal", among: Self.signals) ?? "KILL"
        staysDead = fields.flag("stays-dead")
    }

    var title: String {
        signal == "STOP"
            ? "\(unit) frozen by SIGSTOP"
            : "\(unit) killed by SIG\(signal)\(staysDead ? ", its restart held back" : "")"
    }

    var collectors: [Collector] { Collector.unit(unit) }

    func question(on host: Host) -> Script? { .expectRunning(unit) }

    /// They are frozen before they are killed, or a child that sees its parent die might yet have a last word.
    func breaking(_ host: Host, from peers: [Host]) -> [FaultAction] {
        let signals = signal == "KILL" ? ["STOP", "KILL"] : [signal]
        let kills = signals.map { Script.command("systemctl", "kill", "--signal=\($0)", "--", unit).text }
        return [.run(Script(holdBack + kills.joined(separator: " && ")))]
    }

    func healing(_ host: Host) -> [FaultAction] {
        let name = Script.quote(unit)
        return [
            .run(
                Script(
                    """
                    systemctl kill --signal=CONT -- \(name) 2>/dev/null || :
                    if rm \(Script.quote(dropIn)) 2>/dev/null; then systemctl daemon-reload; fi
                    systemctl is-active --quiet -- \(name) || systemctl reset-failed -- \(name) 2>/dev/null || :
                    systemctl start -- \(name)
                    """))
        ]
    }

    /// Under /run, so that even a reboot takes it away; named to come after what the administrator wrote.
    private var dropIn: String {
        "/run/systemd/system/\(unit.hasSuffix(".service") ? unit : unit + ".service").d/zz-labctl-drill.conf"
    }

    private var holdBack: String {
        guard staysDead else { return "" }
        return """
            mkdir -p "$(dirname \(Script.quote(dropIn)))" || exit
            printf '[Service]\\nRestart=no\\n' >\(Script.quote(dropIn)) && systemctl daemon-reload || exit

            """
    }
}
