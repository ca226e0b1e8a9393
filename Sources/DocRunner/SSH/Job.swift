/// What the jobs of a batch know of each other: once one has waited in vain, the others wait less.
@SSHLoop
final class Haste {
    var isNeeded = false
}

/// A command on its way: what it has printed so far, and what is to become of it.
@SSHLoop
final class Job {
    let command: RemoteCommand
    let feed: Outbox.Feed?
    /// It ends another job, and must not wait until that is done.
    let isUrgent: Bool
    private let limits: SSHLimits
    private let haste: Haste?
    private let onOutput: OutputHandler?
    private let onEnd: (Result<CommandResult, SSHError>) -> Void

    private var stdout: CapturedOutput
    private var stderr: CapturedOutput
    private var limit: Duration?
    private var begun: ContinuousClock.Instant?
    private var duration = Duration.zero
    private var exitStatus: Int?
    private var hasAllErrors = false
    private var hasAnswered = false
    /// Its shell is ready and works on it.
    private var isAtTurn = false

    /// Its process group on the host, once it has begun.
    private(set) var group: Int?
    /// Why it is being ended, if it is.
    private(set) var ending = CommandResult.Ending.exited
    /// When something has to be done about it.
    private(set) var deadline: ContinuousClock.Instant?
    /// The host has been told to end it, and has not yet said that it did.
    private(set) var isBeingKilled = false
    private var wasToldToEnd = false

    init(
        _ command: RemoteCommand, limits: SSHLimits, feed: Outbox.Feed? = nil, haste: Haste? = nil,
        isUrgent: Bool = false,
        onOutput: OutputHandler? = nil, onEnd: @escaping (Result<CommandResult, SSHError>) -> Void
    ) {
        self.command = command
        self.limits = limits
        self.feed = feed
        self.isUrgent = isUrgent
        self.haste = haste
        self.onOutput = onOutput
        self.onEnd = onEnd
        stdout = CapturedOutput(kept: command.limits.kept)
        stderr = CapturedOutput(kept: command.limits.kept)
    }

    /// What is sent for it before its feed.
    var line: String {
        feed == nil ? BashProtocol.run(command.script) : BashProtocol.feed(command.script)
    }

    /// It is the one that its shell works on: its time runs, again from the beginning once it has begun.
    func startClock() {
        isAtTurn = true
        if ending != .exited, group == nil { return expectBeginning() }
        guard ending == .exited, deadline == nil, !isHalfEnded else { return }
        limit = haste?.isNeeded == true ? command.hurriedTimeout ?? command.timeout : command.timeout
        guard group == nil else { return deadline = limit.map { .now + $0 } }
        deadline = .now + (limit ?? limits.turn) + limits.grace
    }

    /// Told once: a server that says it again and again gains no time by it.
    func begin(group: Int) {
        guard self.group == nil else { return }
        self.group = group
        begun = .now
        guard !isHalfEnded else { return }
        deadline = nil
        startClock()
    }

    func take(_ bytes: ArraySlice<UInt8>, _ stream: OutputStream) {
        switch stream {
        case .standardOutput: stdout.append(bytes)
        case .standardError: stderr.append(bytes)
        }
        guard ending == .exited else { return }
        onOutput?(stream, Array(bytes))
        if stdout.total + stderr.total > command.limits.flood { end(.flooded(command.limits.flood)) }
    }

    func endOutput(status: Int) {
        exitStatus = status
        duration = begun.map { .now - $0 } ?? .zero
        expectOtherEnd()
        answerIfComplete()
    }

    func endErrors() {
        hasAllErrors = true
        expectOtherEnd()
        answerIfComplete()
    }

    /// One of its streams has told its end; the shell tells both at once.
    private var isHalfEnded: Bool { exitStatus != nil || hasAllErrors }

    private func expectOtherEnd() { deadline = .now + limits.grace }
}

extension Job {
    /// Decides that it is to be ended; its time to die runs from when the host is first told.
    func end(_ reason: CommandResult.Ending) {
        guard ending == .exited, exitStatus == nil else { return }
        ending = reason
        deadline = isAtTurn ? .now + (group == nil ? limits.grace : limits.turn) : nil
    }

    /// It is sent and will be ended once it has begun, which a shell that is ready does at once.
    private func expectBeginning() { deadline = deadline ?? .now + limits.grace }

    /// Ends it if its time is up; if that was done and did not help, or it has not even begun, tells the failure.
    func checkTime() -> SSHError.Kind? {
        guard let deadline, deadline <= .now, !hasAnswered else { return nil }
        guard !isHalfEnded else { return .silent(phase: .ending, after: limits.grace) }
        guard group != nil else { return .silent(phase: .command, after: limits.grace) }
        guard ending == .exited, let limit else { return .unkillable(partial: partial) }
        haste?.isNeeded = true
        end(.timedOut(limit))
        return nil
    }

    /// It is to be ended, has begun, and nobody has told the host.
    var mustBeKilled: Bool { ending != .exited && group != nil && !isBeingKilled && exitStatus == nil }

    func willBeKilled() {
        isBeingKilled = true
        if !wasToldToEnd { deadline = .now + limits.grace }
        wasToldToEnd = true
    }

    func wasKilled() {
        isBeingKilled = false
        answerIfComplete()
    }

    /// The host has told its end in both streams.
    var hasEnded: Bool { exitStatus != nil && hasAllErrors }

    /// The result as far as it is known.
    var partial: CommandResult {
        CommandResult(
            exitStatus: exitStatus ?? 255, ending: ending, stdout: stdout, stderr: stderr,
            duration: exitStatus == nil ? begun.map { .now - $0 } ?? .zero : duration)
    }

    /// The connection's failure, with what this job had printed if it had begun.
    func failure(because error: SSHError) -> SSHError {
        guard begun != nil else { return error }
        if case .lost(let reason, _) = error.kind {
            return SSHError(.lost(reason: reason, partial: partial), error.target)
        }
        return error
    }

    /// Answers at once if it is to be ended before it was sent to a host.
    func dropIfCancelled() -> Bool {
        guard ending == .cancelled else { return false }
        answer(.success(partial))
        return true
    }

    /// Answers whoever waits for it, once.
    func answer(_ result: Result<CommandResult, SSHError>) {
        guard !hasAnswered else { return }
        hasAnswered = true
        onEnd(result)
    }

    private func answerIfComplete() {
        guard hasEnded, !isBeingKilled else { return }
        answer(.success(partial))
    }
}
