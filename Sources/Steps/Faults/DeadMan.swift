/// A timer on the broken host that heals it even where labctl, or the computer that it runs on, is gone.
///
/// It is armed before the host is broken and disarmed once it is healed (systemd-run(1)). Its script is a file and not
/// an argument, so nothing of it is in a process list; /run forgets it with the next boot, as it does cuts and skews.
public struct DeadMan: Sendable {
    /// The drill's step id: one timer a drill.
    public let step: String

    /// The timer of a drill.
    public init(_ step: String) { self.step = step }

    /// Lays the healing script down and starts the timer; fails on a host without systemd.
    ///
    /// Nil where nothing on the host itself can heal it.
    public func arming(_ healing: [FaultAction], after delay: Duration) -> Script? {
        guard let heal = healing.script else { return nil }
        return Script(
            """
            [ -d /run/systemd/system ] || { echo "without systemd nothing could heal this host by itself" >&2; exit 1; }
            umask 077; mkdir -p /run/labctl && printf '%s\\n' \(Script.quote(heal.text)) >\(file) || exit
            systemctl stop \(unit).timer 2>/dev/null; systemctl reset-failed '\(unit).*' 2>/dev/null
            systemd-run --quiet --collect --unit=\(unit) --description='Heal drill \(step)' \\
                --setenv=HOME="$HOME" --on-active=\(Int(delay.seconds)) --timer-property=AccuracySec=1s /bin/bash \(file)
            """)
    }

    /// Stops the timer.
    public var disarming: Script {
        Script("systemctl stop \(unit).timer 2>/dev/null; rm -f \(file)")
    }

    private var unit: String { "labctl-heal-\(name)" }
    private var file: String { "/run/labctl/heal-\(name).sh" }

    /// Ids are the author's: only what a unit's name may hold is kept.
    private var name: String {
        String(
            step.unicodeScalars.map {
                $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-")
                    ? Character($0) : "_"
            })
    }
}
