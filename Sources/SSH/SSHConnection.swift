/// One connection to one host, kept open; any number of tasks may use it at once.
///
/// All connections of the process are driven by one thread. A connection that is lost stays lost: every later
/// call throws the same error, and whoever owns it decides whether to connect anew.
public final class SSHConnection: Sendable {
    /// The host.
    public let target: SSHTarget

    private init(_ target: SSHTarget) { self.target = target }

    /// Connects, verifies the host's key and logs in, all within `timeout`.
    public static func connect(to target: SSHTarget, timeout: Duration = .seconds(10)) async throws(SSHError)
        -> SSHConnection
    {
        throw SSHError(.refused, target)
    }

    /// Runs one command; commands of several tasks run side by side. Cancelling the task ends the command on the
    /// host and returns what it had printed.
    public func run(_ command: RemoteCommand, onOutput: OutputHandler? = nil) async throws(SSHError)
        -> CommandResult
    {
        throw SSHError(.closed, target)
    }

    /// Runs commands that do not depend on each other, those of one user in order and in one round trip. The
    /// results come in the order of the commands; none sees its predecessors' variables or directory.
    public func batch(_ commands: [RemoteCommand]) async throws(SSHError) -> [CommandResult] {
        throw SSHError(.closed, target)
    }

    /// Puts a file in its place in one step. A non-zero result (a full disk, no such directory) leaves the old
    /// file as it was.
    public func upload(_ file: RemoteFile, as user: String? = nil, timeout: Duration? = nil)
        async throws(SSHError) -> CommandResult
    {
        throw SSHError(.closed, target)
    }

    /// Reads a file: it is `stdout` of the result. If it is longer than `limit` bytes, `stdout.omitted` is above 0.
    public func fetch(_ path: String, limit: Int = 16 << 20, as user: String? = nil, timeout: Duration? = nil)
        async throws(SSHError) -> CommandResult
    {
        throw SSHError(.closed, target)
    }

    /// Ends the connection; commands still running on the host lose their standard input and output.
    public func close() async {}
}
