import CSSH2
import Glibc

/// A forwarded connection through a jump host: passes bytes between a channel and one end of a socket pair.
@SSHLoop
final class Tunnel {
    private enum Stage {
        case opening
        case open(Channel)
        case closing(Channel)
        case ended
    }

    private static let pieceSize = 32 << 10

    private let target: SSHTarget
    private let session: Session
    private let far: Socket
    private let limit: Deadline
    private var stage = Stage.opening
    private var outcome: Result<Void, SSHError>?
    private var waiter: CheckedContinuation<Result<Void, SSHError>, Never>?
    private var outgoing: ArraySlice<UInt8> = []
    private var incoming: ArraySlice<UInt8> = []
    private var hasSentEnd = false
    private var hasHeardEnd = false
    private var watched: LoopThread.Interest?

    init(to target: SSHTarget, over session: Session, far: consuming Socket, by limit: Deadline) {
        self.target = target
        self.session = session
        self.far = far
        self.limit = limit
    }

    var isEnded: Bool { if case .ended = stage { true } else { false } }

    /// The deadline for the connection to begin.
    var deadline: ContinuousClock.Instant? { if case .opening = stage { limit.instant } else { nil } }

    /// Waits until the jump host has connected to the target; throws the reason if it cannot.
    func opened() async throws(SSHError) {
        let result = await withCheckedContinuation { continuation in
            if let outcome { continuation.resume(returning: outcome) } else { waiter = continuation }
        }
        try result.get()
    }

    /// Does what can be done without waiting; true if it was anything.
    func pump() throws(SSHError) -> Bool {
        switch stage {
        case .opening: return try open()
        case .open(let channel):
            if try pass(channel) { return true }
            watch()
            return false
        case .closing(let channel):
            guard try channel.close() else { return false }
            end(nil)
            return true
        case .ended: return false
        }
    }

    /// Ends it; a task that waits for its beginning gets the reason.
    func end(_ failure: SSHError?) {
        stage = .ended
        session.dismiss(self)
        settle(.failure(failure ?? SSHError(.closed, target)))
        shutdown(far.descriptor, Int32(SHUT_RDWR))
        SSHLoop.thread.wake(far.descriptor)
    }

    private func settle(_ result: Result<Void, SSHError>) {
        guard outcome == nil else { return }
        outcome = result
        waiter?.resume(returning: result)
        waiter = nil
    }

    private func open() throws(SSHError) -> Bool {
        guard !limit.isPast else {
            end(SSHError(.connectTimedOut(after: limit.allowance), target))
            return true
        }
        guard session.admits(self) else { return false }
        do throws(SSHError) {
            guard let channel = try Channel.forward(to: target.address, target.port, in: session) else {
                return false
            }
            stage = .open(channel)
            session.dismiss(self)
            settle(.success(()))
        } catch {
            guard case .channelRefused(let reason) = error.kind else { throw error }
            end(SSHError(.jumpRefused(jump: session.target.address, reason: reason), target))
        }
        return true
    }
}

extension Tunnel {
    private func pass(_ channel: Channel) throws(SSHError) -> Bool {
        let sent = try send(channel)
        let heard = try hear(channel)
        guard hasSentEnd, hasHeardEnd, incoming.isEmpty else { return sent || heard }
        stage = .closing(channel)
        return true
    }

    /// From the socket to the channel.
    private func send(_ channel: Channel) throws(SSHError) -> Bool {
        guard !hasSentEnd else { return false }
        if outgoing.isEmpty {
            var piece = [UInt8](repeating: 0, count: Self.pieceSize)
            let count = recv(far.descriptor, &piece, piece.count, 0)
            if count < 0, errno == EAGAIN || errno == EINTR { return false }
            guard count > 0 else {
                hasSentEnd = try channel.sendEnd()
                // A closed socket is not read any more either.
                hasHeardEnd = hasHeardEnd || hasSentEnd
                incoming = []
                return hasSentEnd
            }
            outgoing = piece[..<count]
        }
        guard let count = try channel.write(outgoing) else {
            (outgoing, hasSentEnd) = ([], true)
            return true
        }
        outgoing = outgoing.dropFirst(count)
        return count > 0
    }

    /// From the channel to the socket. Bytes that the socket does not accept yet are kept; until then nothing
    /// more is read.
    private func hear(_ channel: Channel) throws(SSHError) -> Bool {
        guard !hasHeardEnd || !incoming.isEmpty else { return false }
        if incoming.isEmpty {
            guard let bytes = try channel.read(0) else { return endHearing(channel) }
            incoming = bytes[...]
        }
        let count = incoming.withUnsafeBytes {
            Glibc.send(far.descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        if count < 0, errno == EAGAIN || errno == EINTR { return false }
        incoming = count > 0 ? incoming.dropFirst(count) : []
        return true
    }

    private func endHearing(_ channel: Channel) -> Bool {
        guard channel.isAtEnd else { return false }
        hasHeardEnd = true
        shutdown(far.descriptor, Int32(SHUT_WR))
        return true
    }

    /// Wakes the session when the socket can be read, or can be written again.
    private func watch() {
        var interest: LoopThread.Interest = outgoing.isEmpty && !hasSentEnd ? .reading : []
        if !incoming.isEmpty { interest.insert(.writing) }
        guard watched != interest else { return }
        guard watched == nil else { return SSHLoop.thread.wake(far.descriptor) }
        watched = interest
        Task(executorPreference: SSHLoop.thread) { await self.wakeSession(once: interest) }
    }

    private func wakeSession(once interest: LoopThread.Interest) async {
        await SSHLoop.thread.wait(for: interest, on: far.descriptor, until: nil)
        watched = nil
        session.wake()
    }
}
