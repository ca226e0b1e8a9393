import CSSH2

/// One channel of a session, with a command line running at its other end.
@SSHLoop
final class Channel {
    /// The `LIBSSH2_CHANNEL`, freed before its session can be.
    private struct Owner: ~Copyable {
        let raw: OpaquePointer
        let session: Session

        deinit { _ = libssh2_channel_free(raw) }
    }

    /// How much the server may send before we have read it: what a flood can fill memory with.
    private static let window: UInt32 = 512 << 10
    private static let packet: UInt32 = 32 << 10

    /// libssh2's number for the second stream of a channel (RFC 4254, section 5.2).
    static let standardError: Int32 = 1

    private let owner: Owner
    private let number: Int
    private var raw: OpaquePointer { owner.raw }
    private var session: Session { owner.session }

    private init(_ raw: OpaquePointer, in session: Session) {
        owner = Owner(raw: raw, session: session)
        number = session.nextChannelNumber()
    }

    /// Asks for a channel; nil while the answer is awaited.
    static func open(in session: Session) throws(SSHError) -> Channel? {
        var raw: OpaquePointer?
        let code = try session.call(.openChannel) { session in
            let name = "session"
            raw = libssh2_channel_open_ex(session, name, UInt32(name.utf8.count), window, packet, nil, 0)
            return raw == nil ? Int(libssh2_session_last_errno(session)) : 0
        }
        if let raw { return Channel(raw, in: session) }
        guard code == Int(LIBSSH2_ERROR_EAGAIN) else { throw session.channelRefusal }
        return nil
    }

    /// Asks for a connection from the host to another (RFC 4254, section 7.2); nil while the answer is awaited.
    static func forward(to address: String, _ port: UInt16, in session: Session) throws(SSHError) -> Channel?
    {
        var raw: OpaquePointer?
        let code = try session.call(.openChannel) { session in
            raw = libssh2_channel_direct_tcpip_ex(session, address, Int32(port), "127.0.0.1", 0)
            return raw == nil ? Int(libssh2_session_last_errno(session)) : 0
        }
        if let raw { return Channel(raw, in: session) }
        guard code == Int(LIBSSH2_ERROR_EAGAIN) else { throw session.channelRefusal }
        return nil
    }

    /// Tells the other end that we send no more; false while that cannot be sent.
    func sendEnd() throws(SSHError) -> Bool {
        try session.call(.end(number)) { _ in Int(libssh2_channel_send_eof(raw)) }
            != Int(LIBSSH2_ERROR_EAGAIN)
    }

    /// Starts a command line on the channel; false while the answer is awaited.
    func start(_ commandLine: String) throws(SSHError) -> Bool {
        let code = try session.call(.start(number)) { _ in
            let length = UInt32(commandLine.utf8.count)
            return Int(libssh2_channel_process_startup(raw, "exec", 4, commandLine, length))
        }
        guard code != Int(LIBSSH2_ERROR_EAGAIN) else { return false }
        guard code == 0 else { throw session.channelRefusal }
        return true
    }

    /// Sends as much as the window allows, and tells how much; nil if the server takes no more at all.
    func write(_ bytes: ArraySlice<UInt8>) throws(SSHError) -> Int? {
        let count = try session.call(.write(number)) { _ in
            bytes.withUnsafeBytes { buffer in
                let start = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
                return libssh2_channel_write_ex(raw, 0, start, buffer.count)
            }
        }
        if count == Int(LIBSSH2_ERROR_EAGAIN) { return 0 }
        session.count(useful: max(0, count))
        return count < 0 ? nil : count
    }

    /// Reads what a stream (0 or `standardError`) holds now; nil if nothing.
    func read(_ stream: Int32) throws(SSHError) -> [UInt8]? {
        try session.read(.read(number, stream)) { buffer in
            let start = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            return libssh2_channel_read_ex(raw, stream, start, buffer.count)
        }
    }

    /// Closes the channel with both sides' consent; false while the server's is awaited.
    func close() throws(SSHError) -> Bool {
        try session.call(.close(number)) { _ in Int(libssh2_channel_close(raw)) } != Int(LIBSSH2_ERROR_EAGAIN)
    }

    /// The server will send no more, and we have read it all.
    var isAtEnd: Bool { libssh2_channel_eof(raw) == 1 }

    /// The exit status of what ran on the channel, once it is at its end.
    var exitStatus: Int { Int(libssh2_channel_get_exit_status(raw)) }
}

extension Session {
    fileprivate var channelRefusal: SSHError {
        SSHError(.channelRefused(reason: lastMessage), target)
    }
}
