import Glibc

/// A connected, non-blocking socket of this computer (unix(7)), closed when its last reference is gone.
@SSHLoop
final class LocalSocket {
    private let path: String
    let descriptor: Int32

    deinit { close(descriptor) }

    /// Connects to the socket of an agent.
    init(connectingTo path: String) throws(Agent.Failure) {
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        descriptor = socket(AF_UNIX, kind, 0)
        self.path = path
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let fits = withUnsafeMutableBytes(of: &address.sun_path) { place in
            guard path.utf8.count < place.count else { return false }
            place.copyBytes(from: path.utf8)
            return true
        }
        guard fits else { throw Agent.Failure(path: path, reason: errorText(ENAMETOOLONG)) }
        let code = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard code == 0 else { throw Agent.Failure(path: path, reason: errorText(errno)) }
    }

    func send(_ bytes: [UInt8], by deadline: Deadline) async throws(Agent.Failure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count > 0 { rest = rest.dropFirst(count) } else { try await wait(for: .writing, by: deadline) }
        }
    }

    func receive(_ count: Int, by deadline: Deadline) async throws(Agent.Failure) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            var piece = [UInt8](repeating: 0, count: min(count - bytes.count, 16 << 10))
            let got = recv(descriptor, &piece, piece.count, 0)
            guard got != 0 else { throw Agent.Failure(path: path, reason: "it closed the connection") }
            if got > 0 { bytes += piece.prefix(got) } else { try await wait(for: .reading, by: deadline) }
        }
        return bytes
    }

    private func wait(for interest: LoopThread.Interest, by deadline: Deadline) async throws(Agent.Failure) {
        guard errno == EAGAIN || errno == EINTR else {
            throw Agent.Failure(path: path, reason: errorText(errno))
        }
        guard !deadline.isPast else {
            throw Agent.Failure(path: path, reason: "it has not answered in time (does it wait for you?)")
        }
        await SSHLoop.thread.wait(for: interest, on: descriptor, until: deadline.instant)
    }
}
