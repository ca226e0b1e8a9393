/// How systemd sees a unit (systemctl(1), `show`), and how that differs from what is wanted.
struct UnitState {
    /// The unit's name as the author wrote it, with its suffix.
    let unit: String
    let load: String
    let active: String
    let sub: String
    let enablement: String
    let needsReload: Bool
    /// When it last began to start: `2026-11-22 11:04:54.575842`, UTC; empty when it never did.
    let start: String

    /// What a step says of its units.
    struct Wanted {
        let isRunning: Bool
        let isEnabled: Bool
        let isMasked: Bool

        /// Reads `state`, `enabled` and `masked`.
        init(from fields: inout Fields) {
            isMasked = fields.flag("masked")
            isRunning = fields.choice("state", among: ["running", "stopped"]) != "stopped" && !isMasked
            isEnabled = fields.flag("enabled", default: isRunning)
        }
    }

    /// Each difference with the systemctl verb that mends it.
    func differences(from wanted: Wanted, files: [(path: String, changed: String)], journal: String)
        -> [Difference]
    {
        var differences: [Difference] = []
        func add(_ sentence: String, _ verb: String, evidence: String = "") {
            differences.append(
                Difference("\(unit) \(sentence)", evidence: evidence, remedy: "\(verb) \(unit)"))
        }
        if load == "not-found" && wanted.isRunning {
            differences.append(Difference("there is no unit \(unit)", remedy: "daemon-reload"))
        } else if needsReload {
            differences.append(
                Difference("\(unit) was changed since systemd read it", remedy: "daemon-reload"))
        }
        let isMasked = enablement.hasPrefix("masked")
        if wanted.isMasked && !isMasked { add("is not masked", "mask") }
        if wanted.isRunning && isMasked { add("is masked", "unmask") }
        if wanted.isEnabled && !Self.counted.contains(enablement) { add("is not enabled", "enable") }
        if !wanted.isEnabled && !isMasked && enablement.hasPrefix("enabled") { add("is enabled", "disable") }
        if wanted.isRunning { addRunning() } else if isUp { add("is \(active)", "stop") }
        return differences

        func addRunning() {
            let newer = files.filter { $0.changed > start }.map(\.path)
            switch active {
            case "active", "reloading":
                if !newer.isEmpty {
                    add("was started before \(newer.joined(separator: ", ")) changed", "restart")
                }
            case "activating" where sub == "auto-restart":
                add("keeps restarting", "restart", evidence: journal)
            case "failed": add("has failed", "restart", evidence: journal)
            case "activating": add("is still starting (\(sub))", "start")
            default: add("is not running", "start")
            }
        }
    }

    /// What systemctl(1) `is-enabled` answers 0 for.
    private static let counted = ["enabled", "enabled-runtime", "static", "alias", "indirect", "generated"]

    private var isUp: Bool { !["inactive", "failed"].contains(active) }

    /// A line of bash that shows, when a later line fails, why: the units' last words.
    static func explanation(of units: [String]) -> String {
        let names = units.map { "-u \(Script.quote($0))" }.joined(separator: " ")
        return
            "set -e; trap 'journalctl -q --no-pager -n 15 -o cat \(names.replacing("'", with: "'\\''")) >&2' ERR\n"
    }
}

extension UnitState {
    /// What a host answered about several units and files.
    struct Report {
        let states: [String: UnitState]
        let files: [(path: String, changed: String)]
        /// The paths of files that are not there.
        let missing: [String]
        let journal: String

        /// Asks systemctl once for all units and stat once for all files; the journal only of failing units.
        static func script(units: [String], files: [String]) -> Script {
            let joint = joint(units: units, files: files)
            return Script(joint.gathering + joint.question + joint.answer)
        }

        /// The same for all such questions to a host.
        static func joint(units: [String], files: [String]) -> JointQuestion {
            let names = units.map { Script.quote($0) }.joined(separator: " ")
            let paths = files.map { Script.quote($0) }.joined(separator: " ")
            return JointQuestion(
                gathering: "units+=(\(names)) files+=(\(paths))\n", question: question,
                answer: "units=(\(names)) files=(\(paths)); tell\n")
        }

        /// Fills `state` and `changed`, and defines what `tell`s of some units and files.
        ///
        /// systemd keeps in mind which folders of drop-ins there are, and does not say that it needs a reload for a
        /// file in a new one (systemd 252): so what it has read is compared with what is there. `! unit` names one, and `? file` a file that is
        /// not there.
        ///
        /// A file has changed when its content has, or when it was made: `cp -p` keeps the time of the content. The time of the
        /// inode's change does not count, or another mode would restart a unit. Of a link both it and what it leads to
        /// count, of a folder all that is in it.
        private static let question = """
            declare -A state changed
            changes() {
                local file there=()
                for file; do [[ ! -e $file ]] || there+=("$file"); done
                ((${#there[@]})) || return 0
                TZ=UTC stat -L --printf '%y %n\\n%w %n\\n' -- "${there[@]}"
                TZ=UTC stat --printf '%y %n\\n%w %n\\n' -- "${there[@]}"
                for file in "${there[@]}"; do
                    [[ ! -d $file ]] || TZ=UTC find "$file/" -printf "%TY-%Tm-%Td %TT +0000 $file\\n" | sort | tail -n 1
                done 2>&-
            }
            all=$(systemctl show -p LoadState,ActiveState,SubState,UnitFileState,NeedDaemonReload,\
            DropInPaths,InactiveExitTimestamp --timestamp=us+utc -- "${units[@]}") || exit
            at=0
            while IFS= read -r line; do
                if [[ -n $line ]]; then state[${units[at]}]+=$line$'\\n'; else ((at += 1)); fi
            done <<<"$all"
            ((${#files[@]} == 0)) || while read -r day time zone file; do
                # No file system has to know when a file was made.
                [[ $day == - || ${changed[$file]-} > "$day $time $zone" ]] || changed[$file]="$day $time $zone $file"
            done < <(changes "${files[@]}")
            tell() {
                local unit file all=
                for unit in "${units[@]}"; do all+=${state[$unit]}$'\\n'; done
                printf '%s\\n' "$all" '\(mark)'
                for file in "${files[@]}"; do printf '%s\\n' "${changed[$file]-? $file}"; done
                for unit in "${units[@]}"; do
                    for file in /{etc,run}/systemd/system/"$unit".d/*.conf; do
                        [[ ! -e $file || ${state[$unit]} == *"$file"* ]] || printf '! %s\\n' "$unit"
                    done
                done
                printf '%s\\n' '\(mark)'
                [[ $all != *State=failed* && $all != *State=auto-restart* ]] ||
                    journalctl -q --no-pager -n 15 -o cat "${units[@]/#/--unit=}"
                return 0
            }

            """

        /// Reads the answer; nil where systemd did not give one.
        init?(_ reply: Reply, units: [String]) {
            let parts = reply.output.split(
                separator: Self.mark + "\n", maxSplits: 2, omittingEmptySubsequences: false)
            guard reply.status == 0, parts.count >= 3 else { return nil }
            let blocks = parts[0].split(separator: "\n\n")
            guard blocks.count >= units.count else { return nil }
            let lines = parts[1].split(separator: "\n")
            let found = zip(units, blocks).map { unit, block in
                (unit, UnitState(unit, properties: block, isUnread: lines.contains("! \(unit)")))
            }
            states = Dictionary(found) { first, _ in first }
            files = lines.compactMap { line in
                let words = line.split(separator: " ", maxSplits: 3)
                guard words.count == 4 else { return nil }
                return (path: String(words[3]), changed: "\(words[0]) \(words[1].prefix(15))")
            }
            missing = lines.filter { $0.hasPrefix("? ") }.map { String($0.dropFirst(2)) }
            journal = String(parts[2])
        }

        private static let mark = "== labctl =="
    }

    /// Reads `Name=value` lines; `isUnread` tells of a drop-in that systemd has not read.
    private init(_ unit: String, properties: Substring, isUnread: Bool) {
        let values = properties.split(separator: "\n").reduce(into: [Substring: Substring]()) {
            values, line in
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { values[parts[0]] = parts[1] }
        }
        self.unit = unit
        load = String(values["LoadState"] ?? "")
        active = String(values["ActiveState"] ?? "")
        sub = String(values["SubState"] ?? "")
        enablement = String(values["UnitFileState"] ?? "")
        needsReload = values["NeedDaemonReload"] == "yes" || isUnread
        let timestamp = (values["InactiveExitTimestamp"] ?? "").split(separator: " ")
        start = timestamp.count >= 3 ? "\(timestamp[1]) \(timestamp[2])" : ""
    }
}
