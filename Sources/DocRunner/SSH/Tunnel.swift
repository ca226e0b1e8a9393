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

    /// When somebody has to be told that it takes too long.
    var deadline: ContinuousClock.Instant? { if case .opening = stage { limit.instant } else { nil } }

    /// Waits until the jump host is connected to the target, or has said why not.
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

    /// Ends it; whoever waits for its beginning is told why.
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
                // Whoever closed the socket reads no more of it either.
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

    /// From the channel to the socket. What the socket does not take is kept, and no more is read meanwhile.
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

    /// Sees to it that the session is woken when the socket has something, or takes what it did not take before.
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
