/// How long the parts of a conversation with one host may take. Every limit of this room besides the time to connect,
/// which the caller says, stands here.
public struct SSHLimits: Sendable, Hashable {
    /// From asking for a shell to its greeting.
    public var greeting: Duration
    /// Seconds that scripts of a labctl that is gone may still take before a new shell begins: well below `greeting`.
    public var orphans: Int
    /// From closing a channel to the host's own close.
    public var closing: Duration
    /// Time for a process group to die after it was told to, and for a shell to begin a command, before the connection
    /// is given up.
    public var grace: Duration
    /// Time for a command without a timeout to begin, and for one that is to be ended to find a shell that does it.
    public var turn: Duration
    /// From telling a process group to end (SIGTERM) to ending it for certain (SIGKILL), in seconds.
    public var politeness: Int
    /// How long what we sent may stay unacknowledged before the kernel calls the connection dead (tcp(7)).
    public var silence: Duration
    /// How long a host may count a session that is closed.
    public var lingering: Duration
    /// How long a server that has refused a key may take to hang up.
    public var hangUp: Duration

    /// The usual limits, each so many times as long.
    public init(times factor: Double = 1) {
        greeting = .seconds(30) * factor
        orphans = Int(12 * factor)
        closing = .seconds(30) * factor
        grace = .seconds(10) * factor
        turn = .seconds(60) * factor
        politeness = Int((2 * factor).rounded(.up))
        silence = .seconds(15) * factor
        lingering = .seconds(5) * factor
        hangUp = .seconds(1) * factor
    }
}
