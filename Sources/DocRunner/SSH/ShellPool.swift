/// The shells of one connection: gives each batch of jobs to one that is free, and drives them all.
@SSHLoop
final class ShellPool {
    private let session: Session
    private var shells: [Shell] = []
    private var pending: [[Job]] = []
    private var room: SessionRoom
    private var failure: SSHError?

    init(_ session: Session) {
        self.session = session
        room = SessionRoom(limits: session.target.limits)
    }

    /// How long jobs may take besides what their commands say.
    var limits: SSHLimits { session.target.limits }

    /// Takes jobs of one user, to be run one after the other by one shell.
    func submit(_ batch: [Job]) {
        if let failure { return batch.forEach { $0.answer(.failure(failure)) } }
        pending.append(batch)
        session.wake()
    }

    /// Ends a job whose task was cancelled.
    func cancel(_ job: Job) {
        job.end(.cancelled)
        session.wake()
    }

    /// Ends the connection.
    func close() {
        fail(SSHError(.closed, session.target))
    }

    /// Drives the shells until the connection fails or is closed.
    func serve() async {
        while failure == nil {
            do throws(SSHError) {
                try await pump()
            } catch { fail(error) }
        }
    }

    private func pump() async throws(SSHError) {
        room.look()
        assign()
        try superviseJobs()
        let received = session.received
        var moved = try pumpShells()
        if replaceEnded() { moved = true }
        guard failure == nil else { return }
        let isAtRest = !moved && session.received == received
        let deadlines = shells.map(\.deadline) + [room.nextTry]
        await session.wait(
            until: isAtRest ? deadlines.compactMap(\.self).min() : .now, isRead: !shells.isEmpty)
    }

    /// Does what can be done without waiting; true if it was anything.
    private func pumpShells() throws(SSHError) -> Bool {
        var moved = false
        for shell in shells {
            let isNew = shell.isOpening
            do throws(SSHError) {
                guard try shell.pump() else { continue }
                moved = true
                if isNew, !shell.isOpening { room.relax() }
            } catch {
                guard shell.isOpening, case .channelRefused = error.kind else { throw error }
                try waitForRoom(error)
                return true
            }
        }
        return moved
    }

    /// The host refuses another session. Jobs for new shells wait for existing shells, or for the end of a
    /// pause. The connection fails only if it has no shell at all, or if no shell can end commands and no
    /// further shell may be opened.
    private func waitForRoom(_ refusal: SSHError) throws(SSHError) {
        let jobs = shells.filter(\.isOpening).map { $0.surrender() }
        shells.removeAll(where: \.isOpening)
        let isUrgent = jobs.joined().contains(where: \.isUrgent)
        let canWait = !shells.isEmpty && (!isUrgent || shells.contains { $0.jobs.first?.isUrgent == true })
        guard canWait || !room.isExhausted else {
            for job in jobs.joined() { job.answer(.failure(refusal)) }
            throw refusal
        }
        pending.insert(contentsOf: jobs, at: 0)
        room.refuse(atMost: shells.count)
    }

    private func fail(_ error: SSHError) {
        guard failure == nil else { return }
        failure = error
        session.shutDown()
        let jobs = shells.flatMap { $0.surrender() } + pending.joined()
        (shells, pending) = ([], [])
        for job in jobs { job.answer(.failure(job.failure(because: error))) }
    }
}

extension ShellPool {
    private func assign() {
        defer {
            let isWanted = !pending.isEmpty || shells.contains(where: \.isOpening)
            if !room.isRefused, !isWanted { room.relax() }
        }
        pending.removeAll { batch in
            let isCancelled = batch.allSatisfy { $0.dropIfCancelled() }
            guard !isCancelled, let shell = shell(for: batch[0]) else { return isCancelled }
            shell.send(batch)
            return true
        }
    }

    /// A free shell of the job's user, or a new one if there may be one more.
    private func shell(for job: Job) -> Shell? {
        let most = room.mostWorking + (job.isUrgent ? SessionRoom.mostEnding : 0)
        let busy = shells.count { !$0.jobs.isEmpty }
        return busy < most ? shell(of: account(job.command.user), amongAtMost: most) : nil
    }

    /// A free shell of this user, or a new one. To make room, a shell of another user may be closed.
    private func shell(of user: String?, amongAtMost most: Int) -> Shell? {
        if let idle = idleShell(of: user) { return idle }
        // Shells that are closing count until they are closed.
        let isFull = room.isRefused || shells.count >= room.mostShells
        if isFull || shells.count(where: { !$0.isRetired }) >= most {
            guard !(isFull && isMakingRoom), let other = shells.first(where: \.isIdle) else { return nil }
            other.retire()
        }
        return isFull ? nil : open(as: user)
    }

    /// Whether a place is free, as far as we know, or will be free soon.
    private var isMakingRoom: Bool {
        shells.contains(where: \.isClosing) || room.hasMadeWay(for: shells.count)
    }

    private func idleShell(of user: String?) -> Shell? {
        shells.first { $0.isIdle && $0.user == user }
    }

    /// The user to change to; nil for the user who logged in.
    private func account(_ user: String?) -> String? {
        user == session.target.user ? nil : user
    }

    private func open(as user: String?) -> Shell {
        let shell = Shell(in: session, as: user)
        shells.append(shell)
        return shell
    }

    private func superviseJobs() throws(SSHError) {
        for shell in shells {
            guard let job = shell.jobs.first else { continue }
            if let failure = job.checkTime() { throw SSHError(failure, session.target) }
            if job.mustBeKilled, let group = job.group { kill(job, group) }
        }
    }

    /// Lets another shell end a job's processes. If no other shell can be opened now, the job waits.
    private func kill(_ job: Job, _ group: Int) {
        var command = RemoteCommand(
            BashProtocol.ending(group, after: limits.politeness), timeout: limits.grace)
        command.user = job.command.user
        let killer = Job(command, limits: limits, isUrgent: true) { _ in job.wasKilled() }
        guard let shell = shell(for: killer) else { return }
        job.willBeKilled()
        shell.send([killer])
    }

    /// Gives the jobs of ended shells to others, and closes shells whose time is up. Returns whether there
    /// were any, because then another shell may be opened.
    private func replaceEnded() -> Bool {
        let count = shells.count
        let orphans = shells.filter(\.isEnded).map { $0.surrender() }
        shells.removeAll(where: \.isEnded)
        if shells.count < count { room.noteGone() }
        pending.insert(contentsOf: orphans.filter { !$0.isEmpty }, at: 0)
        let kept = room.isRefused ? 0 : SessionRoom.mostRetired
        let retired = shells.filter { $0.isRetired && $0.jobs.isEmpty && !$0.isClosing }.dropLast(kept)
        let closed = retired.count { $0.close() }
        return closed > 0 || shells.count < count
    }
}
