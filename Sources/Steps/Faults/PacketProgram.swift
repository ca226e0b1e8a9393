/// A program of classic BPF that drops packets of a network device, silently: tc-bpf(8) in direct-action mode.
///
/// It needs `sch_ingress` and `cls_bpf` of the kernel and `tc` of iproute2, and neither iptables nor netem. Packets
/// from and to the computer that labctl connects from are let through, so that the host can be healed.
struct PacketProgram {
    /// Which packets: those that come in, those that go out.
    enum Direction: String, CaseIterable {
        /// Those that come in.
        case ingress
        /// Those that go out.
        case egress

        /// Where an Ethernet frame of IPv4 has the other end's address (RFC 894, RFC 791).
        fileprivate var peerOffset: Int { self == .ingress ? 26 : 30 }
    }

    /// The addresses of the other ends, IPv4; empty is everybody.
    var peers: [String] = []
    /// How many of a thousand packets are dropped.
    var perMille = 1000

    /// The addresses of a host's peers, those that are IPv4: of none of them, nothing is to be dropped.
    static func addresses(of peers: [Host], besides host: Host) -> [String] {
        peers.filter { $0 != host && number($0.address) != nil }.map(\.address)
    }

    private typealias Instruction = (code: Int, jumpTrue: Int, jumpFalse: Int, value: String)

    /// The program as tc reads it: the number of instructions, then four numbers each. `$keep` is left for the shell.
    func bytecode(_ direction: Direction) -> String {
        let program = instructions(direction)
        let parts = program.map { "\($0.code) \($0.jumpTrue) \($0.jumpFalse) \($0.value)" }
        return "\(program.count),\(parts.joined(separator: ","))"
    }

    /// Load the protocol; not IPv4: pass. Load the peer; labctl's: pass. One of `peers`: throw the die, drop.
    private func instructions(_ direction: Direction) -> [Instruction] {
        let numbers = peers.compactMap(Self.number)
        let die: [Instruction] =
            perMille >= 1000 ? [] : [(Self.loadWord, 0, 0, Self.random), (Self.ifGreater, 1, 0, threshold)]
        let end: [Instruction] = die + [(Self.answer, 0, 0, Self.drop), (Self.answer, 0, 0, Self.pass)]
        let pass = end.count - 1  // counted from the first instruction of `end`
        let matches: [Instruction] = numbers.enumerated().map { index, number in
            let left = numbers.count - 1 - index
            return (Self.ifEqual, left, left == 0 ? pass : 0, "\(number)")
        }
        return [
            (Self.loadHalf, 0, 0, "12"),
            (Self.ifEqual, 0, 2 + matches.count + pass, "2048"),
            (Self.loadWord, 0, 0, "\(direction.peerOffset)"),
            (Self.ifEqual, matches.count + pass, 0, "$keep"),
        ] + matches + end
    }

    /// A random word above it lets the packet pass.
    private var threshold: String { "\(UInt64(perMille) * (1 << 32) / 1000 - 1)" }

    static func number(_ address: String) -> UInt32? {
        let parts = address.split(separator: ".").compactMap { UInt8($0) }
        return parts.count == 4 ? parts.reduce(0) { $0 << 8 | UInt32($1) } : nil
    }

    // linux/filter.h and linux/bpf_common.h; linux/pkt_cls.h for the verdicts.
    private static let loadHalf = 0x28
    private static let loadWord = 0x20
    private static let ifEqual = 0x15
    private static let ifGreater = 0x25
    private static let answer = 0x06
    /// SKF_AD_OFF + SKF_AD_RANDOM.
    private static let random = "\(UInt32.max - 0xFFF + 56)"
    /// TC_ACT_SHOT.
    private static let drop = "2"
    /// TC_ACT_OK.
    private static let pass = "0"
}
