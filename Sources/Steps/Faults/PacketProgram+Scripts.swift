// How a program gets onto a host's network device, and off it.
extension PacketProgram {
    /// Whether the host can drop packets so: tried on the loopback device with a program that lets all pass.
    static let question = Script(
        """
        command -v tc >/dev/null || { echo "tc is not there: install iproute2" >&2; exit 1; }
        exec 3>&2 2>&1
        added=; tc qdisc show dev lo | grep -q clsact || added=1
        reason=$({ [ -z "$added" ] || tc qdisc add dev lo clsact; } &&
            tc filter add dev lo ingress pref 49 protocol all bpf da bytecode '1,6 0 0 0')
        status=$?
        tc filter del dev lo ingress pref 49 2>/dev/null
        [ -z "$added" ] || tc qdisc del dev lo clsact 2>/dev/null
        [ "$status" = 0 ] || echo "this host's kernel cannot drop packets by tc (sch_ingress, cls_bpf): $reason" >&3
        exit "$status"
        """)

    /// Puts the program on the device that holds an address.
    func breaking(_ address: String, _ directions: [Direction]) -> Script {
        let filters = directions.map {
            "tc filter add dev \"$device\" \($0.rawValue) pref 49 protocol all bpf da bytecode \"\(bytecode($0))\" || exit"
        }
        guard Self.number(address) != nil else {
            return Script(
                "echo \(Script.quote("packets are dropped by IPv4 address: \(address) is none")) >&2; exit 1")
        }
        return Script(
            """
            \(Self.device(of: address))
            [ -n "$device" ] || { echo "no interface holds \(address)" >&2; exit 1; }
            \(Self.keep)
            tc qdisc show dev "$device" | grep -q clsact || tc qdisc add dev "$device" clsact || exit
            \(filters.joined(separator: "\n"))
            """)
    }

    /// Takes it off again.
    static func healing(_ address: String) -> Script {
        guard number(address) != nil else { return Script(":") }
        let filters = Direction.allCases.map { direction in
            "tc filter del dev \"$device\" \(direction.rawValue) pref 49 2>/dev/null"
        }
        let left = Direction.allCases.map { "$(tc filter show dev \"$device\" \($0.rawValue) 2>/dev/null)" }
        return Script(
            """
            \(device(of: address))
            [ -n "$device" ] || { echo "no interface holds \(address)" >&2; exit 1; }
            \(filters.joined(separator: "\n"))
            [ -n "\(left.joined())" ] || tc qdisc del dev "$device" clsact 2>/dev/null || :
            """)
    }

    static func device(of address: String) -> String {
        "device=$(ip -o address show to \(Script.quote(address)) | awk '{print $2; exit}')"
    }

    /// `keep`: the address that labctl connects from, as a number. It is in the environment of the shell, or, past
    /// sudo(8), of a process above it; 0 where there is none, as on the computer itself.
    private static let keep = """
        peer=$SSH_CONNECTION process=$$
        while [ -z "$peer" ] && [ "${process:-1}" -gt 1 ]; do
            peer=$(tr '\\0' '\\n' <"/proc/$process/environ" 2>/dev/null | sed -n 's/^SSH_CONNECTION=//p')
            process=$(sed -n 's/^PPid:[[:space:]]*//p' "/proc/$process/status" 2>/dev/null)
        done
        peer=${peer%% *} keep=0
        case ${peer#::ffff:} in
        *.*.*.*) IFS=. read -r one two three four <<<"${peer#::ffff:}"
            keep=$((one << 24 | two << 16 | three << 8 | four)) ;;
        esac
        """
}
