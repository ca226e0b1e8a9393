// What systemd knows of a unit.
extension Collector {
    /// A unit's state, and what it said last; a name without a suffix is a service.
    static func unit(_ name: String) -> [Collector] {
        let unit = name.contains(".") ? name : name + ".service"
        return [state(of: unit), journal(of: unit)]
    }

    /// How a unit was loaded and how its processes ended (systemctl(1), `status`), without the running processes.
    private static func state(of unit: String) -> Collector {
        with(
            "systemctl", "the state of \(unit)",
            """
            systemctl status --no-pager -l -n 0 -- \(Script.quote(unit)) 2>&1 |
                grep -vE '^$|─|(CGroup|Docs|Tasks|Memory|CPU|Duration):|^ +(man|https?):' | head -n 12
            """)
    }

    /// The last lines of a unit's last start, systemd's own among them (systemd.journal-fields(7)). Of a unit that was
    /// stopped in order nothing, and of one that runs only what is new: what it said long ago explains nothing now.
    private static func journal(of unit: String) -> Collector {
        let word = Script.quote(unit)
        return with(
            "journalctl", "the last lines of \(unit)'s journal",
            """
            state=$(systemctl show -p ActiveState -p Result -p InvocationID -- \(word) 2>&-) new= lines=
            [[ $state != *ActiveState=inactive* || $state != *Result=success* ]] || exit 0
            [[ $state != *ActiveState=active* ]] || new=--since=-2min
            id=${state##*InvocationID=} id=${id%%$'\\n'*}
            journal() { journalctl -q --no-pager -n 30 -o cat $new "$@" 2>&- | cut -c -1000 | tail -c 8000; }
            [[ -z $id ]] || lines=$(journal _SYSTEMD_INVOCATION_ID="$id" + INVOCATION_ID="$id")
            [[ -n $lines ]] || lines=$(journal -u \(word))
            printf '%s\\n' "$lines"
            """)
    }
}

/// The units that a command speaks of: `etcd` in `systemctl is-active --quiet etcd`, anything that ends in `.service`.
enum UnitNames {
    static func found(in command: String) -> [String] {
        var names: [String] = []
        var isAboutUnits = false
        for word in command.split(whereSeparator: { !$0.isUnitCharacter }) {
            if word == "systemctl" || word == "journalctl" || word == "-u" {
                isAboutUnits = true
            } else if word.hasSuffix(".service") || word.hasSuffix(".socket") {
                names.append(String(word))
            } else if isAboutUnits, !word.hasPrefix("-"), !verbs.contains(word) {
                names.append(String(word))
                isAboutUnits = false
            }
        }
        return names
    }

    private static let verbs: Set<Substring> = [
        "start", "stop", "restart", "reload", "enable", "disable", "is-active", "is-enabled", "is-failed",
        "status",
        "show", "mask", "unmask", "reset-failed", "try-restart", "reload-or-restart", "cat",
    ]
}

extension Character {
    /// What a unit's name is written with (systemd.unit(5)), and what joins an option.
    fileprivate var isUnitCharacter: Bool { isASCII && (isLetter || isNumber || "-_.@:\\".contains(self)) }
}
