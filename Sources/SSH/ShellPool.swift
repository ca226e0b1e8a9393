/// The shells of one connection: gives each batch of jobs to one that is free, and drives them all.
@SSHLoop
final class ShellPool {
    /// sshd_config(5) allows ten sessions in a connection ("MaxSessions"). Six may work, two wait for what earlier
    /// commands left running in them, and two are for ending others' commands.
    private static let mostWorking = 6
    private static let mostRetired = 2
    private static let mostEnding = 2

    private let session: Session
    private var shells: [Shell] = []
    private var pending: [[Job]] = []
    private var failure: SSHError?

    init(_ session: Session) { self.session = session }

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
        assign()
        try superviseJobs()
        let received = session.received
        var moved = false
        for shell in shells where try shell.pump() { moved = true }
        if replaceEnded() { moved = true }
        guard failure == nil else { return }
        let isAtRest = !moved && session.received == received
        await session.wait(until: isAtRest ? shells.compactMap(\.deadline).min() : .now)
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
        pending.removeAll { batch in
            let isCancelled = batch.allSatisfy { $0.dropIfCancelled() }
            guard !isCancelled, let shell = shell(for: account(batch[0].command.user)) else {
                return isCancelled
            }
            shell.send(batch)
            return true
        }
    }

    /// A free shell of this user, or a new one if there may be one more.
    private func shell(for user: String?) -> Shell? {
        let busy = shells.count { !$0.jobs.isEmpty }
        return busy < Self.mostWorking ? shell(for: user, amongAtMost: Self.mostWorking) : nil
    }

    /// A free shell of this user, or a new one, for which another user's may have to go.
    private func shell(for user: String?, amongAtMost most: Int) -> Shell? {
        if let idle = idleShell(of: user) { return idle }
        // Shells that are on their way out count until they are gone.
        let isFull = shells.count >= Self.mostWorking + Self.mostRetired + Self.mostEnding
        if isFull || shells.count(where: { !$0.isRetired }) >= most {
            guard let other = shells.first(where: \.isIdle) else { return nil }
            other.retire()
        }
        return isFull ? nil : open(as: user)
    }

    private func idleShell(of user: String?) -> Shell? {
        shells.first { $0.isIdle && $0.user == user }
    }

    /// The user to change to; nil if that is who logged in.
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

    /// Has a job's processes ended by another shell; where there may be none just now, the job waits for its turn.
    private func kill(_ job: Job, _ group: Int) {
        let most = Self.mostWorking + Self.mostEnding
        guard let shell = shell(for: account(job.command.user), amongAtMost: most) else { return }
        job.willBeKilled()
        shell.send([Job(RemoteCommand(BashProtocol.ending(group))) { _ in job.wasKilled() }])
    }

    /// Hands on the jobs of shells that are gone, and closes those that have had their time; answers whether there
    /// were any, for then there may be room for another.
    private func replaceEnded() -> Bool {
        let count = shells.count
        let orphans = shells.filter(\.isEnded).map { $0.surrender() }
        shells.removeAll(where: \.isEnded)
        pending.insert(contentsOf: orphans.filter { !$0.isEmpty }, at: 0)
        let retired = shells.filter { $0.isRetired && $0.jobs.isEmpty }.dropLast(Self.mostRetired)
        let closed = retired.count { $0.close() }
        return closed > 0 || shells.count < count
    }
}
