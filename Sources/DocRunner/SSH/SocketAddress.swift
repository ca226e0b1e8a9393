import CSSH2
import Dispatch
import Glibc
import Synchronization

/// An address and port in the form that the kernel wants.
struct SocketAddress: Sendable {
    private let bytes: [UInt8]
    let family: Int32

    /// Calls connect(2).
    func connect(_ descriptor: Int32) -> Int32 {
        bytes.withUnsafeBytes { raw in
            guard let address = raw.baseAddress?.assumingMemoryBound(to: sockaddr.self) else { return -1 }
            return Glibc.connect(descriptor, address, socklen_t(raw.count))
        }
    }

    /// The addresses of a target. A numeric one is taken at once, a name is looked up on another thread,
    /// since getaddrinfo(3) blocks; after the deadline the caller stops waiting for it.
    static func resolve(_ target: SSHTarget, by deadline: Deadline) async throws(SSHError) -> [SocketAddress]
    {
        if case .success(let numeric) = lookUp(target, AI_NUMERICHOST) { return numeric }
        let answer = await withCheckedContinuation { continuation in
            let once = Once(continuation)
            DispatchQueue.global().async { once.resume(returning: lookUp(target, 0)) }
            let time = max(.zero, deadline.instant - .now) / .milliseconds(1)
            DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(Int(min(time, 1e9)))) {
                let reason = "no name server has answered in time"
                once.resume(returning: .failure(SSHError(.unknownAddress(reason: reason), target)))
            }
        }
        return try answer.get()
    }

    /// A continuation that two callers may resume; only the first call has an effect.
    private final class Once: Sendable {
        typealias Answer = Result<[SocketAddress], SSHError>
        private let continuation: Mutex<CheckedContinuation<Answer, Never>?>

        init(_ continuation: CheckedContinuation<Answer, Never>) { self.continuation = Mutex(continuation) }

        func resume(returning answer: Answer) {
            continuation.withLock { continuation in
                continuation?.resume(returning: answer)
                continuation = nil
            }
        }
    }

    private static func lookUp(_ target: SSHTarget, _ flags: Int32) -> Result<[SocketAddress], SSHError> {
        var hints = addrinfo()
        hints.ai_flags = flags | AI_NUMERICSERV
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(target.address, String(target.port), &hints, &list)
        guard code == 0 else {
            let reason = String(cString: gai_strerror(code))
            return .failure(SSHError(.unknownAddress(reason: reason), target))
        }
        defer { freeaddrinfo(list) }
        return .success(sequence(first: list, next: { $0?.pointee.ai_next }).compactMap(copy))
    }

    private static func copy(_ entry: UnsafeMutablePointer<addrinfo>?) -> SocketAddress? {
        guard let entry = entry?.pointee, let address = entry.ai_addr else { return nil }
        let raw = UnsafeRawBufferPointer(start: address, count: Int(entry.ai_addrlen))
        return SocketAddress(bytes: Array(raw), family: entry.ai_family)
    }
}
