/// `delay`: every packet that the host sends goes out later (tc-netem(8)).
struct DelayFault: Fault {
    let delay: Duration
    let jitter: Duration

    static let documentation = FaultDocumentation(
        "delay", "duration",
        breaks:
            "every packet that the host sends is delayed by this time, also the packets to labctl; needs "
            + "netem in the kernel",
        heals: "packets are no longer delayed",
        options: [.init("jitter", "duration", "by how much the delay varies; 0ms by default")],
        example: "break: {delay: 200ms, jitter: 50ms}")

    init(from fields: inout Fields) {
        if !fields.has("delay") { _ = fields.requiredText("delay") }
        delay = fields.duration("delay") ?? .milliseconds(100)
        jitter = fields.duration("jitter") ?? .zero
        if delay > .seconds(4) {
            fields.reportValue(
                "delay", fields.text("delay") ?? "", "at most 4s: past that labctl gives up too")
        }
    }

    var title: String {
        "packets sent \(delay.words) later\(jitter > .zero ? ", give or take \(jitter.words)" : "")"
    }

    /// A netem without a delay changes nothing, so it is tried on the loopback device.
    func question(on host: Host) -> Script? {
        Script(
            """
            command -v tc >/dev/null || { echo "tc is not there: install iproute2" >&2; exit 1; }
            modprobe -q sch_netem 2>/dev/null
            reason=$(tc qdisc add dev lo root netem limit 1000 2>&1) && { tc qdisc del dev lo root; exit 0; }
            echo "this host's kernel has no netem: $reason" >&2
            exit 1
            """)
    }

    func breaking(_ host: Host, from peers: [Host]) -> [FaultAction] {
        [
            .run(
                Script(
                    """
                    \(PacketProgram.device(of: host.address))
                    [ -n "$device" ] || { echo "no interface holds \(host.address)" >&2; exit 1; }
                    tc qdisc replace dev "$device" root netem delay \(delay.netem) \(jitter.netem)
                    """))
        ]
    }

    func healing(_ host: Host) -> [FaultAction] {
        [
            .run(
                Script(
                    """
                    \(PacketProgram.device(of: host.address))
                    ! tc qdisc show dev "$device" root | grep -q netem || tc qdisc del dev "$device" root
                    """))
        ]
    }
}

extension Duration {
    /// As tc reads it.
    fileprivate var netem: String { "\(Int((seconds * 1000).rounded()))ms" }
    /// `200 ms`, or `1.5 s`.
    fileprivate var words: String {
        let milliseconds = Int((seconds * 1000).rounded())
        return milliseconds < 1000 ? "\(milliseconds) ms" : "\(Double(milliseconds) / 1000) s"
    }
}
