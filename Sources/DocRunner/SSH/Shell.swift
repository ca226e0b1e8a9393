import PlainText

/// One `bash` kept open on a channel, and the commands that were sent to it and not yet answered.
@SSHLoop
final class Shell {
    private enum Stage {
        case opening
        case starting(Channel)
        case greeting(Channel)
        case ready(Channel)
        case closing(Channel, Deadline)
        case ended
    }

    /// How many bytes it may print while no command is under way before it is closed.
    private static let mostNoise = 1 << 20

    let user: String?
    private let session: Session
    private let bash = BashProtocol()
    private let start: Deadline
    private var stage = Stage.opening
    private var outbox = Outbox()
    private let dialogue: ShellDialogue

    init(in session: Session, as user: String?) {
        self.session = session
        self.user = user
        start = Deadline(in: session.target.limits.greeting)
        dialogue = ShellDialogue(nonce: bash.nonce)
        outbox.append(bash.greeting(within: session.target.limits))
    }

    /// The jobs that it has not answered, the one it works on first.
    var jobs: [Job] { dialogue.jobs }
    /// It gets no more work: a process of an earlier command may still print into its streams.
    var isRetired: Bool { dialogue.isRetired }
    var isIdle: Bool { jobs.isEmpty && !isRetired && !isEnded }
    /// It has no channel yet.
    var isOpening: Bool { if case .opening = stage { true } else { false } }
    var isClosing: Bool { if case .closing = stage { true } else { false } }
    var isEnded: Bool { if case .ended = stage { true } else { false } }

    /// The deadline for the next action on the shell or its job.
    var deadline: ContinuousClock.Instant? {
        switch stage {
        case .opening, .starting, .greeting: start.instant
        case .ready: jobs.first?.deadline
        case .closing(_, let deadline): deadline.instant
        case .ended: nil
        }
    }

    /// Gives it jobs, to be run one after the other. Only the last may have a feed.
    func send(_ batch: [Job]) {
        for job in batch {
            dialogue.expect(job)
            outbox.append(job.line)
            if let feed = job.feed { outbox.append(feed) }
        }
        dialogue.startClock()
    }

    /// Removes and returns its jobs, when the shell has ended or could not be started.
    func surrender() -> [Job] { dialogue.surrender() }

    func retire() { dialogue.retire() }

    /// Closes its channel; a command that still runs loses its standard input and output. Returns false if it
    /// is closed already.
    @discardableResult
    func close() -> Bool {
        switch stage {
        case .greeting(let channel), .ready(let channel):
            close(channel)
            return true
        case .opening, .starting, .closing, .ended: return false
        }
    }

    private func close(_ channel: Channel) {
        stage = .closing(channel, Deadline(in: session.target.limits.closing))
    }
}

extension Shell {
    /// Opens the channel, then starts bash on it; true if either is done.
    private func advanceStart() throws(SSHError) -> Bool {
        if case .starting(let channel) = stage {
            guard try channel.start(BashProtocol.commandLine(as: user)) else { return false }
            session.dismiss(self)
            stage = .greeting(channel)
        } else {
            guard let channel = try Channel.open(in: session) else { return false }
            stage = .starting(channel)
        }
        return true
    }

    /// Does what can be done without waiting; true if it was anything.
    func pump() throws(SSHError) -> Bool {
        switch stage {
        case .opening, .starting:
            guard session.admits(self), try advanceStart() else { return try waitForStart() }
        case .greeting(let channel):
            // The greeting must come in time, however much the shell prints before it.
            let moved = try converse(channel)
            if case .greeting = stage { return try waitForStart() || moved }
            return moved
        case .ready(let channel):
            return try converse(channel)
        case .closing(let channel, let deadline):
            guard try channel.close() else { return try wait(for: .closing, by: deadline) }
            stage = .ended
        case .ended:
            return false
        }
        return true
    }

    private func waitForStart() throws(SSHError) -> Bool { try wait(for: .shell, by: start) }

    private func wait(for phase: SSHError.Phase, by deadline: Deadline) throws(SSHError) -> Bool {
        guard deadline.isPast else { return false }
        throw SSHError(.silent(phase: phase, after: deadline.allowance), session.target)
    }

    private func converse(_ channel: Channel) throws(SSHError) -> Bool {
        let sent = try write(channel)
        let heard = try read(channel, 0, dialogue.stdout)
        let heardErrors = try read(channel, Channel.standardError, dialogue.stderr)
        endNoise()
        if sent || heard || heardErrors { return true }
        guard channel.isAtEnd else { return false }
        end(channel)
        return true
    }

    /// A process of an earlier command may still print, but only a limited number of bytes.
    private func endNoise() {
        guard jobs.isEmpty, dialogue.noise > Self.mostNoise else { return }
        retire()
        close()
    }

    private func write(_ channel: Channel) throws(SSHError) -> Bool {
        guard let bytes = nextBytes() else { return true }
        guard !bytes.isEmpty else { return false }
        guard let count = try channel.write(bytes) else {
            outbox = Outbox()
            return false
        }
        outbox.remove(count)
        return count > 0
    }

    /// The bytes to send next; nil if they cannot be read, and then the shell is being closed.
    private func nextBytes() -> ArraySlice<UInt8>? {
        do throws(LocalFile.Failure) {
            return try outbox.next()
        } catch {
            let kind = SSHError.Kind.localFile(path: error.path, reason: error.reason)
            dialogue.surrenderLast()?.answer(.failure(SSHError(kind, session.target)))
            outbox = Outbox()
            retire()
            close()
            return nil
        }
    }

    private func read(_ channel: Channel, _ number: Int32, _ stream: ShellStream) throws(SSHError) -> Bool {
        guard let bytes = try channel.read(number) else { return false }
        let wasted = dialogue.wasted
        dialogue.hear(bytes, on: stream)
        session.count(wasted: dialogue.wasted - wasted)
        if dialogue.isGreeted, case .greeting(let channel) = stage { stage = .ready(channel) }
        if dialogue.isDeaf { outbox = Outbox() }
        return true
    }

    /// The shell has ended. The job that it worked on fails; the jobs behind it can run in another shell.
    private func end(_ channel: Channel) {
        if case .greeting = stage {
            let output = HostText.line(dialogue.stdout.preamble + dialogue.stderr.preamble)
            let kind = SSHError.Kind.noShell(
                user: user ?? session.target.user, status: channel.exitStatus, output: output)
            surrender().forEach { $0.answer(.failure(SSHError(kind, session.target))) }
        } else if let job = dialogue.surrenderFirst() {
            job.answer(.failure(SSHError(.shellEnded(partial: job.partial), session.target)))
        }
        // The channel is freed only after it is closed: freeing also sends, and could interrupt the packet of
        // another channel.
        close(channel)
        retire()
    }
}
