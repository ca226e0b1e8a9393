import CSSH2
import Glibc
@testable import SSH

/// What a server sends before there are keys, to libssh2 within our budgets. The first byte says how much of it is as it
/// should be: nothing; the banner; banner and key exchange, and each piece between bytes 0xFF is a packet.
enum ServerTarget: Target {
    static let name = "server"

    private static let banner = Array("SSH-2.0-fuzz\r\n".utf8)
    private static let isReady = libssh2_init(0) == 0

    static func read(_ bytes: [UInt8]) {
        guard isReady, let mode = bytes.first else { return }
        let rest = Array(bytes.dropFirst())
        switch mode % 3 {
        case 0: handshake(with: rest)
        case 1: handshake(with: banner + rest)
        default:
            let pieces = rest.split(separator: 0xFF, omittingEmptySubsequences: true)
            handshake(with: banner + packet(keyExchange) + pieces.flatMap { packet(Array($0)) })
        }
    }

    private static func handshake(with bytes: [UInt8]) {
        var ends: [Int32] = [0, 0]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { return }
        defer { for end in ends { close(end) } }
        let sent = write(ends[1], bytes, bytes.count)
        shutdown(ends[1], Int32(SHUT_WR))
        var traffic = Traffic()
        guard let session = cssh2_session_init(traffic.counters) else { return }
        libssh2_session_set_blocking(session, 0)
        var turns = 0
        while libssh2_session_handshake(session, ends[0]) == LIBSSH2_ERROR_EAGAIN {
            turns += 1
            expect(turns <= sent / (64 << 10) + 2, "\(turns) turns for \(sent) bytes")
            expect(traffic.counters.pointee.held < 9 << 20, "\(traffic.counters.pointee.held) bytes are held")
            traffic.beginTurn()
        }
        traffic.close()
        for _ in 0..<100 where libssh2_session_free(session) != LIBSSH2_ERROR_EAGAIN { break }
    }

    private static func packet(_ payload: [UInt8]) -> [UInt8] {
        let padding = 16 - (payload.count + 5) % 8
        return number(payload.count + padding + 1) + [UInt8(padding)] + payload
            + [UInt8](repeating: 0, count: padding)
    }

    private static let keyExchange: [UInt8] = {
        let lists = [
            "curve25519-sha256", "ssh-ed25519", "aes128-ctr", "aes128-ctr", "hmac-sha2-256", "hmac-sha2-256",
            "none", "none", "", "",
        ]
        let names = lists.flatMap { number($0.utf8.count) + Array($0.utf8) }
        return [20] + [UInt8](repeating: 0, count: 16) + names + [UInt8](repeating: 0, count: 5)
    }()

    private static func number(_ value: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}
