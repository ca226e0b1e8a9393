/// State that the jobs of a batch share: after one of them has timed out, the others get less time.
@SSHLoop
final class Haste {
    var isNeeded = false
}

/// A command that is being run: its output so far, and how it will end.
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
    /// The deadline for the next action on it.
    private(set) var deadline: ContinuousClock.Instant?
    /// labctl has asked the host to end it; the host has not confirmed this yet.
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

    /// Its shell works on it now, so its time runs. The time starts again when the script begins.
    func startClock() {
        isAtTurn = true
        if ending != .exited, group == nil { return expectBeginning() }
        guard ending == .exited, deadline == nil, !isHalfEnded else { return }
        limit = haste?.isNeeded == true ? command.hurriedTimeout ?? command.timeout : command.timeout
        guard group == nil else { return deadline = limit.map { .now + $0 } }
        deadline = .now + (limit ?? limits.turn) + limits.grace
    }

    /// Counts only once: a server that repeats the message gets no extra time.
    func begin(group: Int) {
        guard self.group == nil else { return }
        self.group = group
        begun = .now
        guard !isHalfEnded else { return }
        deadline = nil
        startClock()
    }

    /// It has begun, is not being ended, and has not printed too much.
    var isListening: Bool { group != nil && ending == .exited && !isFlooding }

    private var isFlooding: Bool { stdout.total + stderr.total > command.limits.flood }

    func take(_ bytes: ArraySlice<UInt8>, _ stream: OutputStream) {
        switch stream {
        case .standardOutput: stdout.append(bytes)
        case .standardError: stderr.append(bytes)
        }
        guard ending == .exited else { return }
        onOutput?(stream, Array(bytes))
        if isFlooding { end(.flooded(command.limits.flood)) }
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

    /// One of its streams has reported its end; the shell reports the end in both streams at once.
    private var isHalfEnded: Bool { exitStatus != nil || hasAllErrors }

    private func expectOtherEnd() { deadline = .now + limits.grace }
}

extension Job {
    /// Decides that it must be ended. The time limit for this starts when the host is first asked.
    func end(_ reason: CommandResult.Ending) {
        guard ending == .exited, exitStatus == nil else { return }
        ending = reason
        deadline = isAtTurn ? .now + (group == nil ? limits.grace : limits.turn) : nil
    }

    /// It is sent and will be ended once it has begun, which a shell that is ready does at once.
    private func expectBeginning() { deadline = deadline ?? .now + limits.grace }

    /// Ends it if its time is up. Returns the failure if ending it had no effect, or if it never began.
    func checkTime() -> SSHError.Kind? {
        guard let deadline, deadline <= .now, !hasAnswered else { return nil }
        guard !isHalfEnded else { return .silent(phase: .ending, after: limits.grace) }
        guard group != nil else { return .silent(phase: .command, after: limits.grace) }
        guard ending == .exited, let limit else { return .unkillable(partial: partial) }
        haste?.isNeeded = true
        end(.timedOut(limit))
        return nil
    }

    /// It must be ended and has begun, but the host has not been asked yet.
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

    /// The host has reported its end in both streams.
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

    /// Finishes at once if it must be ended before it was sent to a host.
    func dropIfCancelled() -> Bool {
        guard ending == .cancelled else { return false }
        answer(.success(partial))
        return true
    }

    /// Gives the answer to the waiting task, once.
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
