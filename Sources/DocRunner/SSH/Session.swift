import CSSH2
import Glibc
import PlainText

/// One SSH session over one socket: the owner of a `LIBSSH2_SESSION`, always in non-blocking mode.
///
/// When libssh2 stops in the middle of sending a packet it must be given the very same call again before any
/// other that sends; `call` sees to that, so that many channels can share the session.
@SSHLoop
final class Session {
    /// Identifies a call that may have to be repeated: its operation and its channel.
    enum Operation: Hashable {
        case connect, openChannel
        case start(Int), write(Int), read(Int, Int32), end(Int), close(Int)
    }

    /// The socket and the session on it, freed in the right order.
    private struct Owner: ~Copyable {
        let socket: Socket
        let raw: OpaquePointer
        var traffic: Traffic

        /// Frees the session without waiting for the host: once the socket is shut down, and what came before that is not
        /// read, nothing in it can wait.
        deinit {
            traffic.close()
            shutdown(socket.descriptor, Int32(SHUT_RDWR))
            for _ in 0..<100 where libssh2_session_free(raw) != LIBSSH2_ERROR_EAGAIN { break }
        }
    }

    /// The error codes of libssh2 for a lost connection.
    private static let lossCodes = [
        LIBSSH2_ERROR_SOCKET_DISCONNECT, LIBSSH2_ERROR_SOCKET_RECV, LIBSSH2_ERROR_SOCKET_SEND,
    ]

    /// The error codes of libssh2 for bytes that are no packet. After that the stream cannot be read any
    /// more.
    private static let nonsenseCodes = [
        LIBSSH2_ERROR_DECRYPT, LIBSSH2_ERROR_INVALID_MAC, LIBSSH2_ERROR_OUT_OF_BOUNDARY,
    ]

    /// Starts the library. Makes our thread stop before the library's own exit(3) handlers run: handlers that
    /// are registered later with atexit(3) run earlier.
    private static let libraryCode = {
        let code = libssh2_init(0)
        atexit { SSHLoop.thread.stop() }
        return code
    }()

    /// Where bytes are read to before they are counted; one for all sessions, for there may be hundreds.
    private static var scratch = [UInt8](repeating: 0, count: 32 << 10)

    let target: SSHTarget
    private var owner: Owner
    private var phase = SSHError.Phase.keyExchange
    private var unfinished: Operation?
    private var channelCount = 0
    private weak var newcomer: AnyObject?

    init(_ target: SSHTarget, over socket: consuming Socket) throws(SSHError) {
        let traffic = Traffic()
        guard Self.libraryCode == 0, let raw = cssh2_session_init(traffic.counters) else {
            throw SSHError(.library(operation: "start a session", code: -1, message: "no memory"), target)
        }
        libssh2_session_set_blocking(raw, 0)
        self.target = target
        self.owner = Owner(socket: socket, raw: raw, traffic: traffic)
    }

    /// How many bytes have come in. If it grows during a call, something may have come for any of the channels,
    /// whatever the call was for.
    var received: Int { owner.traffic.received }

    var raw: OpaquePointer { owner.raw }
    var descriptor: Int32 { owner.socket.descriptor }

    /// Makes a call unless another one must be finished first; then, as when it would block, the answer is EAGAIN.
    func call(_ operation: Operation, _ body: (OpaquePointer) -> Int) throws(SSHError) -> Int {
        guard unfinished == nil || unfinished == operation else { return Int(LIBSSH2_ERROR_EAGAIN) }
        let code = body(raw)
        unfinished = code == Int(LIBSSH2_ERROR_EAGAIN) && isBlockedSending ? operation : nil
        guard code < 0, code != Int(LIBSSH2_ERROR_EAGAIN) else { return code }
        // Some of libssh2's calls answer with a code of their own where the connection is gone.
        if Self.lossCodes.contains(Int32(code)) || owner.traffic.isOver { throw lost() }
        if Self.nonsenseCodes.contains(Int32(code)) {
            throw SSHError(.lost(reason: "the host sent what is no SSH packet", partial: nil), target)
        }
        return code
    }

    /// Whether this one may open and start its channel now. One at a time: an answer that is meant for another channel
    /// makes libssh2 1.10 give up on the one that waits (packet.c, `_libssh2_packet_requirev`).
    func admits(_ opener: AnyObject) -> Bool {
        newcomer = newcomer ?? opener
        return newcomer === opener
    }

    /// The channel is started: the next one may be.
    func dismiss(_ opener: AnyObject) {
        if newcomer === opener { newcomer = nil }
    }

    /// Makes a call again and again until it need not wait; for the time when nothing else uses the session.
    func finish(_ phase: SSHError.Phase, by deadline: Deadline, _ body: (OpaquePointer) -> Int32)
        async throws(SSHError) -> Int32
    {
        self.phase = phase
        while true {
            let code = try call(.connect) { Int(body($0)) }
            guard code == Int(LIBSSH2_ERROR_EAGAIN) else { return Int32(code) }
            guard !deadline.isPast else {
                throw SSHError(.silent(phase: phase, after: deadline.allowance), target)
            }
            await wait(until: deadline.instant)
        }
    }

    /// Sleeps until the socket can be read, or can be written again after it was blocked. If no task reads,
    /// incoming bytes do not wake it: they would wake it again and again.
    func wait(until deadline: ContinuousClock.Instant?, isRead: Bool = true) async {
        if owner.traffic.isWasteful {
            await SSHLoop.thread.wait(for: [], on: descriptor, until: .now + Traffic.pause)
        }
        var interest: LoopThread.Interest = isRead ? .reading : []
        if isRead, isBlockedSending { interest.insert(.writing) }
        await SSHLoop.thread.wait(for: interest, on: descriptor, until: deadline)
        owner.traffic.beginTurn()
    }

    /// The server has shown the right key.
    func trustKey() { owner.traffic.trustKey() }

    /// The server has let us in.
    func beginWork() {
        phase = .work
        owner.traffic.trustServer()
    }

    /// Bytes were read or written that we wanted to read or write.
    func count(useful bytes: Int) { owner.traffic.count(useful: bytes) }

    /// Bytes were read that nobody wanted.
    func count(wasted bytes: Int) { owner.traffic.count(wasted: bytes) }

    /// Ends a `wait` early.
    func wake() {
        SSHLoop.thread.wake(descriptor)
    }

    /// Sends the disconnect message if that does not block, and closes the connection.
    func shutDown() {
        if unfinished == nil {
            let goodbye = SSH_DISCONNECT_BY_APPLICATION
            _ = libssh2_session_disconnect_ex(raw, goodbye, "finished", "")
        }
        owner.traffic.close()
        shutdown(descriptor, Int32(SHUT_RDWR))
        wake()
    }

    /// Makes a call that fills a buffer; nil if there is nothing to read.
    func read(_ operation: Operation, _ body: (UnsafeMutableRawBufferPointer) -> Int) throws(SSHError)
        -> [UInt8]?
    {
        let count = try call(operation) { _ in Self.scratch.withUnsafeMutableBytes(body) }
        guard count > 0 else { return nil }
        self.count(useful: count)
        return Array(Self.scratch[..<count])
    }

    /// Numbers the session's channels, so that a call to one can be told from the same call to another.
    func nextChannelNumber() -> Int {
        channelCount += 1
        return channelCount
    }

    /// The error that libssh2 holds now, for a failure that has no kind of its own.
    func failure(_ operation: String) -> SSHError {
        SSHError(.library(operation: operation, code: Int(lastCode), message: lastMessage), target)
    }

    var lastCode: Int32 { libssh2_session_last_errno(raw) }

    var lastMessage: String {
        var text: UnsafeMutablePointer<CChar>?
        var length: Int32 = 0
        libssh2_session_last_error(raw, &text, &length, 0)
        return text.map { HostText.line(String(cString: $0)) } ?? ""
    }

    private var isBlockedSending: Bool {
        libssh2_session_block_directions(raw) & LIBSSH2_SESSION_BLOCK_OUTBOUND != 0
    }

    private func lost() -> SSHError {
        if let bytes = owner.traffic.flood { return SSHError(.flooding(during: phase, bytes: bytes), target) }
        let code = owner.traffic.error
        let reason =
            switch code {
            case 0: "the host closed the connection"
            case ETIMEDOUT: "the host has not answered for \(target.limits.silence.components.seconds) s"
            default: errorText(code)
            }
        return SSHError(.lost(reason: reason, partial: nil), target)
    }
}
