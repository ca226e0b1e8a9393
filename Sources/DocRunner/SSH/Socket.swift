import CSSH2
import Glibc

/// A connected, non-blocking stream socket, closed when it goes out of scope.
struct Socket: ~Copyable {
    let descriptor: Int32

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Connects to the first of the target's addresses that answers, or through its jump hosts.
    @SSHLoop
    static func connect(to target: SSHTarget, until deadline: Deadline) async throws(SSHError) -> Socket {
        if !target.jumps.isEmpty { return try await JumpHost.dial(target, by: deadline) }
        var failure = SSHError.Kind.unknownAddress(reason: "it has no address")
        let addresses = try await SocketAddress.resolve(target, by: deadline)
        for (index, address) in addresses.enumerated() {
            // An address that does not answer must leave time for the others.
            let share = max(.zero, deadline.instant - .now) / (addresses.count - index)
            let limit = addresses.count == 1 ? deadline : Deadline(in: share)
            do throws(SSHError) {
                let socket = try Socket.make(address.family, in: target)
                try await socket.connect(to: address, target, until: limit)
                return socket
            } catch { failure = error.kind }
        }
        throw SSHError(failure, target)
    }

    @SSHLoop
    private func connect(
        to address: SocketAddress, _ target: SSHTarget, until deadline: Deadline
    ) async throws(SSHError) {
        guard address.connect(descriptor) != 0 else { return }
        guard errno == EINPROGRESS else { throw SSHError(Self.kind(of: errno, target), target) }
        await SSHLoop.thread.wait(for: .writing, on: descriptor, until: deadline.instant)
        var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        guard poll(&ready, 1, 0) == 1 else {
            throw SSHError(.connectTimedOut(after: deadline.allowance), target)
        }
        let code = pendingError
        guard code == 0 else { throw SSHError(Self.kind(of: code, target), target) }
    }

    private static func kind(of code: Int32, _ target: SSHTarget) -> SSHError.Kind {
        switch code {
        case ECONNREFUSED: .refused
        case EHOSTUNREACH, ENETUNREACH, EHOSTDOWN: .noRoute(reason: errorText(code))
        case ETIMEDOUT: .connectTimedOut(after: target.limits.silence)
        default: .connectFailed(reason: errorText(code))
        }
    }

    private var pendingError: Int32 {
        var code: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &length)
        return code
    }
}

extension Socket {
    /// Makes the socket, in the target's network namespace if it has one: a socket belongs to the namespace that
    /// its thread was in when it was made (network_namespaces(7)).
    @SSHLoop
    private static func make(_ family: Int32, in target: SSHTarget) throws(SSHError) -> Socket {
        guard let namespace = target.networkNamespace else { return try make(family, target) }
        let home = open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC)
        defer { close(home) }
        let there = open(namespace, O_RDONLY | O_CLOEXEC)
        defer { close(there) }
        guard home >= 0, there >= 0, cssh2_enter_network_namespace(there) == 0 else {
            throw SSHError(.noNamespace(path: namespace, reason: errorText(errno)), target)
        }
        defer {
            let code = cssh2_enter_network_namespace(home)
            precondition(code == 0, "the SSH thread cannot leave \(namespace)")
        }
        return try make(family, target)
    }

    private static func make(_ family: Int32, _ target: SSHTarget) throws(SSHError) -> Socket {
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = Glibc.socket(family, kind, 0)
        guard descriptor >= 0 else { throw SSHError(.connectFailed(reason: errorText(errno)), target) }
        let socket = Socket(descriptor)
        socket.setOptions(for: target)
        return socket
    }

    /// No waiting to fill packets (libssh2 leaves Nagle's algorithm on), and a dead host is noticed: when idle by
    /// keepalive, when not by unacknowledged bytes (tcp(7)).
    private func setOptions(for target: SSHTarget) {
        let patience = Int32(target.limits.silence.components.seconds)
        set(Int32(IPPROTO_TCP), TCP_NODELAY, 1)
        set(SOL_SOCKET, SO_KEEPALIVE, 1)
        set(Int32(IPPROTO_TCP), TCP_KEEPIDLE, patience / 3)
        set(Int32(IPPROTO_TCP), TCP_KEEPINTVL, patience / 3)
        set(Int32(IPPROTO_TCP), TCP_KEEPCNT, 2)
        set(Int32(IPPROTO_TCP), TCP_USER_TIMEOUT, patience * 1000)
    }

    private func set(_ level: Int32, _ option: Int32, _ value: Int32) {
        var value = value
        setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }
}
