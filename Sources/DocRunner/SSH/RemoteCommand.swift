/// A bash script to run on a host. It never becomes an argument of a process, so it may hold secrets.
public struct RemoteCommand: Sendable, Hashable {
    /// The bash script; it runs in a subshell of its own with an empty standard input.
    public var script: String
    /// The user to run it as, by `sudo -n`; nil is the user who logged in.
    public var user: String?
    /// Bytes for the script's standard input; nil is an empty one.
    public var input: [UInt8]?
    /// How long it may run once begun; past it its process group is ended. Nil is for ever.
    public var timeout: Duration?
    /// The same once another command of its batch has run out of its time; nil makes no difference.
    public var hurriedTimeout: Duration?
    /// How much of its output is kept, and how much there may be.
    public var limits: OutputLimits

    /// Describes a script to run.
    public init(
        _ script: String, as user: String? = nil, input: [UInt8]? = nil, timeout: Duration? = nil,
        hurriedTimeout: Duration? = nil, limits: OutputLimits = OutputLimits()
    ) {
        self.script = script
        self.user = user
        self.input = input
        self.timeout = timeout
        self.hurriedTimeout = hurriedTimeout
        self.limits = limits
    }
}

/// How much output of one command is kept in memory, and past how much the command is ended.
public struct OutputLimits: Sendable, Hashable {
    /// Bytes kept of each stream: half of them its beginning, half its end.
    public var kept: Int
    /// Bytes of both streams together past which the command is ended as a flood.
    public var flood: Int

    /// The usual limits keep 128 KiB of each stream and end a command after 64 MiB.
    public init(kept: Int = 128 << 10, flood: Int = 64 << 20) {
        self.kept = kept
        self.flood = flood
    }
}

/// Which of a command's two outputs some bytes came from.
public enum OutputStream: Sendable, Hashable {
    case standardOutput
    case standardError
}

/// Receives output as it arrives: on the connection's own thread, so it must return quickly.
public typealias OutputHandler = @Sendable (OutputStream, [UInt8]) -> Void
