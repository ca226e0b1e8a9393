/// One connection to one host, kept open; any number of tasks may use it at once.
///
/// All connections of the process are driven by one thread. A lost connection stays lost: every later call
/// throws the same error, and the owner decides whether to open a new one.
public final class SSHConnection: Sendable {
    /// The host.
    public let target: SSHTarget
    private let pool: ShellPool

    private init(_ target: SSHTarget, _ pool: ShellPool) {
        self.target = target
        self.pool = pool
    }

    deinit {
        Task { [pool] in await pool.close() }
    }

    /// Connects, verifies the host's key and logs in, all within `timeout`.
    public static func connect(to target: SSHTarget, timeout: Duration = .seconds(10)) async throws(SSHError)
        -> SSHConnection
    {
        let deadline = Deadline(in: timeout)
        let pool = try await withTaskExecutorPreference(SSHLoop.thread) { () async throws(SSHError) in
            try await open(target, by: deadline)
        }
        return SSHConnection(target, pool)
    }

    @SSHLoop
    private static func open(_ target: SSHTarget, by deadline: Deadline) async throws(SSHError) -> ShellPool {
        let pool = ShellPool(try await Session.open(target, by: deadline))
        Task(executorPreference: SSHLoop.thread) { await pool.serve() }
        return pool
    }

    /// Runs one command; commands of several tasks run side by side. Cancelling the task ends the command on the
    /// host and returns what it had printed.
    public func run(_ command: RemoteCommand, onOutput: OutputHandler? = nil) async throws(SSHError)
        -> CommandResult
    {
        try await perform(Errand(command), onOutput)
    }

    /// Runs commands that do not depend on each other, a few in a round trip, as many such side by side as there may be
    /// shells. The results come in the order of the commands; none sees another's variables or directory.
    public func batch(_ commands: [RemoteCommand]) async throws(SSHError) -> [CommandResult] {
        var results: [CommandResult] = []
        for answer in await pool.perform(commands.map(Errand.init)) { results.append(try answer.get()) }
        return results
    }

    /// Puts a file in its place in one step. A non-zero result (a full disk, no such directory) leaves the old
    /// file as it was.
    public func upload(_ file: RemoteFile, as user: String? = nil, timeout: Duration? = nil)
        async throws(SSHError) -> CommandResult
    {
        let errand: Errand
        do throws(LocalFile.Failure) {
            errand = try Errand(putting: file, as: user, timeout)
        } catch {
            throw SSHError(.localFile(path: error.path, reason: error.reason), target)
        }
        return try await perform(errand)
    }

    /// Reads a file: it is `stdout` of the result. A file of more than `limit` bytes is a failure with status 27.
    public func fetch(_ path: String, limit: Int = 16 << 20, as user: String? = nil, timeout: Duration? = nil)
        async throws(SSHError) -> CommandResult
    {
        try await perform(Errand(fetching: path, limit, as: user, timeout))
    }

    /// Ends the connection; commands still running on the host lose their standard input and output.
    public func close() async {
        await pool.close()
    }

    private func perform(_ errand: Errand, _ onOutput: OutputHandler? = nil) async throws(SSHError)
        -> CommandResult
    {
        guard let answer = await pool.perform([errand], onOutput).first else {
            throw SSHError(.closed, target)
        }
        return try answer.get()
    }
}
