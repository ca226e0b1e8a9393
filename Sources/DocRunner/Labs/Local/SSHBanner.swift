import CLinux
import Foundation
import Glibc

/// Finds out which hosts answer ssh, by the banner with which a server begins (RFC 4253, 4.2).
enum SSHBanner {
    /// Waits until every endpoint has sent its banner or the time is over; true for each that has.
    ///
    /// One thread of its own asks them all, inside the network namespace where one is given: a thread that has
    /// entered a namespace ends with its work, so nothing else ever runs in there.
    static func wait(
        for endpoints: [(address: String, port: Int)], in namespace: String? = nil, limit: Duration
    ) async -> [Bool] {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                guard enter(namespace) else {
                    return continuation.resume(returning: endpoints.map { _ in false })
                }
                var knocks = endpoints.map { Knock(address: $0.address, port: $0.port) }
                let deadline = ContinuousClock.now + limit
                repeat {
                    for index in knocks.indices { knocks[index].advance() }
                    if knocks.allSatisfy(\.answered) { break }
                    usleep(5_000)
                } while ContinuousClock.now < deadline
                for index in knocks.indices { knocks[index].hangUp() }
                continuation.resume(returning: knocks.map(\.answered))
            }
        }
    }

    private static func enter(_ namespace: String?) -> Bool {
        guard let namespace else { return true }
        let descriptor = open(namespace, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return clinux_enter_network_namespace(descriptor) == 0
    }
}

/// One try after another to get a banner from one endpoint, never blocking.
private struct Knock {
    let address: String
    let port: Int
    private(set) var answered = false
    private var descriptor: Int32 = -1
    private var tries = 0

    init(address: String, port: Int) {
        self.address = address
        self.port = port
    }

    /// Connects, or looks whether the banner has come; a refused connection is tried again the next time.
    mutating func advance() {
        guard !answered else { return }
        if descriptor < 0 { return connect() }
        var event = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&event, 1, 0) > 0 else { return }
        var banner = [UInt8](repeating: 0, count: 4)
        let count = recv(descriptor, &banner, banner.count, Int32(MSG_DONTWAIT))
        answered = count == 4 && banner == Array("SSH-".utf8)
        hangUp()
    }

    mutating func hangUp() {
        if descriptor >= 0 { close(descriptor) }
        descriptor = -1
    }

    private mutating func connect() {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(address, String(port), &hints, &found) == 0 else { return }
        defer { freeaddrinfo(found) }
        // A name may have several addresses: each try takes the next of them.
        let addresses = sequence(first: found, next: { $0?.pointee.ai_next }).compactMap(\.self)
        guard !addresses.isEmpty else { return }
        let next = addresses[tries % addresses.count].pointee
        tries += 1
        let type = next.ai_socktype | Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        descriptor = socket(next.ai_family, type, 0)
        guard descriptor >= 0 else { return }
        _ = Glibc.connect(descriptor, next.ai_addr, next.ai_addrlen)
    }
}
