/// Ways to break a systemd unit, and what else goes down with it.
enum UnitMutations {
    /// It is stopped; undone by starting it and every service that stopped with it.
    static func stop(_ unit: String) -> Mutation {
        Mutation(
            "\(unit) is stopped", breaking: Script(whenUp(unit) + stopping + "stop \(Script.quote(unit))"),
            undoing: starting)
    }

    /// It does not start at boot.
    static func disable(_ unit: String) -> Mutation {
        let word = Script.quote(unit)
        return Mutation(
            "\(unit) is disabled",
            breaking: Script(
                "[[ $(systemctl is-enabled \(word)) == enabled ]] || exit 77\nsystemctl -q disable \(word)"),
            undoing: Script("systemctl -q enable \(word)"))
    }

    /// It starts at boot.
    static func enable(_ unit: String) -> Mutation {
        let word = Script.quote(unit)
        return Mutation(
            "\(unit) is enabled",
            breaking: Script(
                "[[ $(systemctl is-enabled \(word)) == disabled ]] || exit 77\nsystemctl -q enable \(word)"),
            undoing: Script("systemctl -q disable \(word)"))
    }

    /// It is started; undone by stopping it.
    static func start(_ unit: String) -> Mutation {
        let word = Script.quote(unit)
        return Mutation(
            "\(unit) is started",
            breaking: Script(
                """
                [[ $(systemctl show -p LoadState --value -- \(word)) == loaded ]] || exit 77
                systemctl start \(word)
                """),
            undoing: Script("systemctl stop \(word)"))
    }

    /// Nothing may start it: a link to /dev/null in place of its unit file, whichever folder that is in.
    static func mask(_ unit: String) -> Mutation {
        let word = Script.quote(unit)
        return Mutation(
            "\(unit) is masked",
            breaking: Script(
                """
                set -e
                file=$(systemctl show -p FragmentPath --value -- \(word))
                [[ -n $file ]] || exit 77
                if [[ $file == /etc/* ]]; then
                    mv -T -- "$file" "$file.labctl-aside"
                    ln -s /dev/null "$file"
                    systemctl daemon-reload
                else
                    systemctl -q mask \(word)
                fi
                """),
            undoing: Script(
                """
                file=/etc/systemd/system/\(word)
                if [[ -e $file.labctl-aside ]]; then
                    mv -fT -- "$file.labctl-aside" "$file" && systemctl daemon-reload
                else
                    systemctl -q unmask \(word)
                fi
                """))
    }

    /// Nothing may start it until the next boot: the link is below /run, where it hides no file of /etc (systemd.unit(5)).
    static func maskUntilBoot(_ unit: String) -> Mutation {
        let word = Script.quote(unit)
        return Mutation(
            "\(unit) is masked until the next boot",
            breaking: Script(
                """
                file=$(systemctl show -p FragmentPath --value -- \(word))
                [[ $file == /lib/* || $file == /usr/lib/* ]] || exit 77
                systemctl -q mask --runtime \(word)
                """),
            undoing: Script("systemctl -q unmask --runtime \(word)"))
    }

    /// A file that the unit names (systemctl(1), `cat`) was changed just now, and the step does not list it: the first
    /// there is below /etc and /usr/local, which are the administrator's; packages restart their own units.
    static func unlisted(_ unit: String, but listed: [String]) -> Mutation {
        let find = """
            listed=(\(listed.map { Script.quote($0) }.joined(separator: " ")))
            names() { systemctl cat -- \(Script.quote(unit)) 2>&- | grep -oE '/(etc|usr/local)/[^ "=:,;]+'; }
            path=$(names | while read -r path; do
                for known in "${listed[@]}"; do [[ $path != "$known" ]] || continue 2; done
                [[ ! -f $path ]] || { printf '%s\\n' "$path"; break; }
            done)
            [[ -n $path ]] || exit 77
            aside=$path.labctl-aside

            """
        return Mutation(
            "a file that \(unit) names and the step does not list was changed just now",
            breaking: Script(
                find + "mv -T -- \"$path\" \"$aside\" && " + FileMutations.copy + "touch \"$path\""),
            undoing: Script(find + "[[ ! -e $aside ]] || mv -fT -- \"$aside\" \"$path\""))
    }

    /// It may be started; undone by masking it again.
    static func unmask(_ unit: String) -> Mutation {
        let word = Script.quote(unit)
        return Mutation(
            "\(unit) is not masked",
            breaking: Script(
                "[[ $(systemctl is-enabled \(word)) == masked* ]] || exit 77\nsystemctl -q unmask \(word)"),
            undoing: Script("systemctl -q mask \(word)"))
    }

    /// The unit whose process listens on a TCP port is stopped.
    static func stopListener(on port: Int) -> Mutation {
        Mutation(
            "what listens on port \(port) is stopped",
            breaking: Script(
                stopping + """
                    pid=$(ss -Hltnp 'sport = :\(port)' | grep -om 1 'pid=[0-9]*')
                    unit=$(ps -o unit= -p "${pid#pid=}" 2>&-)
                    [[ $unit == *.service ]] || exit 77
                    stop "$unit"
                    """),
            undoing: starting)
    }

    private static func whenUp(_ unit: String) -> String {
        "systemctl -q is-active \(Script.quote(unit)) || exit 77\n"
    }

    /// Remembers which services run before one is stopped.
    private static let stopping = """
        stop() {
            systemctl list-units --type=service --state=active --plain --no-legend --no-pager |
                cut -d ' ' -f 1 >/run/labctl-running
            systemctl stop "$1"
        }

        """

    /// Starts what ran before; a service that still runs is left alone.
    private static let starting = Script(
        """
        if [[ -e /run/labctl-running ]]; then
            xargs -r systemctl reset-failed </run/labctl-running 2>&-
            xargs -r systemctl start </run/labctl-running && rm /run/labctl-running
        fi
        """)
}
