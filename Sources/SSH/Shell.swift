import PlainText

/// One `bash` kept open on a channel, and the commands that were sent to it and not yet answered.
@SSHLoop
final class Shell {
    private enum Stage {
        case opening
        case starting(Channel)
        case greeting(Channel)
        case ready(Channel)
        case closing(Channel)
        case ended
    }

    /// How long a shell may take from asking for it to its greeting.
    private static let startingTime = Duration.seconds(30)

    let user: String?
    private let session: Session
    private let bash = BashProtocol()
    private let start = Deadline(in: startingTime)
    private var stage = Stage.opening
    private var outbox = Outbox()
    private let stdout: ShellStream
    private let stderr: ShellStream

    /// The jobs that it has not answered, the one it works on first.
    private(set) var jobs: [Job] = []
    /// It gets no more work: something of an earlier command may still print into it.
    private(set) var isRetired = false

    init(in session: Session, as user: String?) {
        self.session = session
        self.user = user
        stdout = ShellStream(.standardOutput, nonce: bash.nonce)
        stderr = ShellStream(.standardError, nonce: bash.nonce)
        outbox.append(bash.greeting)
    }

    var isIdle: Bool { jobs.isEmpty && !isRetired && !isEnded }
    /// It has no channel yet.
    var isOpening: Bool { if case .opening = stage { true } else { false } }
    var isClosing: Bool { if case .closing = stage { true } else { false } }
    var isEnded: Bool { if case .ended = stage { true } else { false } }

    /// When something has to be done about the shell or its job.
    var deadline: ContinuousClock.Instant? {
        switch stage {
        case .opening, .starting, .greeting: start.instant
        case .ready: jobs.first?.deadline
        case .closing, .ended: nil
        }
    }

    /// Gives it jobs, to be run one after the other. Only the last may have a feed.
    func send(_ batch: [Job]) {
        for job in batch {
            jobs.append(job)
            stdout.expect(job)
            stderr.expect(job)
            outbox.append(job.line)
            if let feed = job.feed { outbox.append(feed) }
        }
        startClock()
    }

    /// Takes its jobs away, for when it is at its end or could not be had.
    func surrender() -> [Job] {
        defer { jobs = [] }
        return jobs
    }

    func retire() { isRetired = true }

    /// Closes its channel; what it still runs loses its standard input and output. False where that is done already.
    @discardableResult
    func close() -> Bool {
        switch stage {
        case .greeting(let channel), .ready(let channel):
            stage = .closing(channel)
            return true
        case .opening, .starting, .closing, .ended: return false
        }
    }

    private func startClock() {
        if case .ready = stage { jobs.first?.startClock() }
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
            guard try converse(channel) else { return try waitForStart() }
        case .ready(let channel):
            return try converse(channel)
        case .closing(let channel):
            guard try channel.close() else { return false }
            stage = .ended
        case .ended:
            return false
        }
        return true
    }

    private func waitForStart() throws(SSHError) -> Bool {
        guard start.isPast else { return false }
        throw SSHError(.silent(phase: .shell, after: start.allowance), session.target)
    }

    private func converse(_ channel: Channel) throws(SSHError) -> Bool {
        let sent = try write(channel)
        let heard = try read(channel, 0, stdout)
        let heardErrors = try read(channel, Channel.standardError, stderr)
        if sent || heard || heardErrors { return true }
        guard channel.isAtEnd else { return false }
        end(channel)
        return true
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

    /// What is to be sent next; nil where it cannot be read, and so the shell is being closed.
    private func nextBytes() -> ArraySlice<UInt8>? {
        do throws(LocalFile.Failure) {
            return try outbox.next()
        } catch {
            let kind = SSHError.Kind.localFile(path: error.path, reason: error.reason)
            jobs.popLast()?.answer(.failure(SSHError(kind, session.target)))
            abandonInput()
            close()
            return nil
        }
    }

    private func read(_ channel: Channel, _ number: Int32, _ stream: ShellStream) throws(SSHError) -> Bool {
        guard let bytes = try channel.read(number) else { return false }
        for piece in stream.scan(bytes) {
            switch piece {
            case .output(let output): stream.take(output)
            case .marker(let marker): obey(marker, in: stream)
            }
        }
        return true
    }
}

extension Shell {
    private func obey(_ marker: BashProtocol.Marker, in stream: ShellStream) {
        switch marker {
        case .greeting:
            stream.greet()
            if case .greeting(let channel) = stage { stage = .ready(channel) }
        case .begin(let group):
            stream.job?.begin(group: group)
        case .end(let status, let leftovers):
            let job = stream.finishJob()
            job?.endOutput(status: status)
            if leftovers { retire() }
            if job?.feed != nil, status != 0 { abandonInput() }
        case .endOfErrors:
            stream.finishJob()?.endErrors()
        }
        while let first = jobs.first, first.hasEnded { jobs.removeFirst() }
        startClock()
    }

    /// The shell is about to end rather than read what is left of a job's feed.
    private func abandonInput() {
        outbox = Outbox()
        retire()
    }

    /// The shell is gone: the job that it worked on cannot go on, those behind it can elsewhere.
    private func end(_ channel: Channel) {
        if case .greeting = stage {
            let output = HostText.line(stdout.preamble + stderr.preamble)
            let kind = SSHError.Kind.noShell(
                user: user ?? session.target.user, status: channel.exitStatus, output: output)
            surrender().forEach { $0.answer(.failure(SSHError(kind, session.target))) }
        } else if let job = jobs.first {
            jobs.removeFirst()
            job.answer(.failure(SSHError(.shellEnded(partial: job.partial), session.target)))
        }
        // It is freed once it is closed: freeing sends, too, and might come in the middle of somebody else's packet.
        stage = .closing(channel)
        retire()
    }
}
