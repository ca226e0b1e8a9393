import Glibc

/// One connection to a jump host, shared by all hosts behind it; it ends with the last of them.
@SSHLoop
final class JumpHost {
    private typealias Opening = Task<Result<JumpHost, SSHError>, Never>

    /// The jump hosts that are connected to, or about to be.
    private static var known: [SSHTarget: Opening] = [:]

    private let session: Session
    private var tunnels: [Tunnel] = []
    private var isServing = false
    private var failure: SSHError?

    private init(_ session: Session) { self.session = session }

    /// A socket whose other end is the target's port, as the last of its jump hosts reaches it.
    static func dial(_ target: SSHTarget, by deadline: Deadline) async throws(SSHError) -> Socket {
        var jump = target.jumps[target.jumps.count - 1]
        jump.jumps = Array(target.jumps.dropLast())
        let host = try await connected(to: jump, by: deadline)
        return try await host.dial(target, by: deadline)
    }

    private static func connected(to jump: SSHTarget, by deadline: Deadline) async throws(SSHError)
        -> JumpHost
    {
        let opening =
            known[jump]
            ?? Opening { @SSHLoop in
                do throws(SSHError) {
                    return .success(JumpHost(try await Session.open(jump, by: deadline)))
                } catch { return .failure(error) }
            }
        known[jump] = opening
        let result = await opening.value
        if case .success(let host) = result, host.failure == nil { return host }
        if known[jump] == opening { known[jump] = nil }
        if case .success = result { return try await connected(to: jump, by: deadline) }
        return try result.get()
    }

    private func dial(_ target: SSHTarget, by deadline: Deadline) async throws(SSHError) -> Socket {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
            throw SSHError(.connectFailed(reason: errorText(errno)), target)
        }
        let near = Socket(ends[0])
        let tunnel = Tunnel(to: target, over: session, far: Socket(ends[1]), by: deadline)
        tunnels.append(tunnel)
        serve()
        try await tunnel.opened()
        return near
    }

    private func serve() {
        session.wake()
        guard !isServing else { return }
        isServing = true
        Task(executorPreference: SSHLoop.thread) { await self.pumpAll() }
    }

    private func pumpAll() async {
        while failure == nil, !tunnels.isEmpty { await pump() }
        end()
    }

    private func pump() async {
        let received = session.received
        var moved = false
        do throws(SSHError) {
            for tunnel in tunnels where try tunnel.pump() { moved = true }
        } catch { return failure = error }
        tunnels.removeAll(where: \.isEnded)
        guard !tunnels.isEmpty else { return }
        let isAtRest = !moved && session.received == received
        await session.wait(until: isAtRest ? tunnels.compactMap(\.deadline).min() : .now)
    }

    /// Later hosts open a new connection.
    private func end() {
        failure = failure ?? SSHError(.closed, session.target)
        Self.known[session.target] = nil
        session.shutDown()
        for tunnel in tunnels { tunnel.end(failure) }
        tunnels = []
    }
}
