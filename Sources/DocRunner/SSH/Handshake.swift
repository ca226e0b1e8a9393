import CSSH2
import Foundation

/// From a connected socket to a verified, logged-in session (RFC 4253, RFC 4252).
extension Session {
    /// Connects, exchanges keys, verifies the host's key, logs in; all by the deadline.
    static func open(_ target: SSHTarget, by deadline: Deadline) async throws(SSHError) -> Session {
        let socket = try await Socket.connect(to: target, until: deadline)
        let session = try Session(target, over: socket)
        let knownHosts = try KnownHosts(for: session)
        session.prefer(LIBSSH2_METHOD_HOSTKEY, knownHosts.preferredAlgorithms)
        session.preferFastMethods()
        try await session.exchangeKeys(by: deadline)
        try session.verifyHostKey(against: knownHosts)
        session.trustKey()
        try await session.authenticate(by: deadline)
        session.beginWork()
        return session
    }

    /// Curve25519 costs a client a twentieth of the time of the larger groups; of the ciphers the fastest
    /// first. libssh2 itself leaves out methods that it does not know.
    ///
    /// Not among them are groups that the server chooses (RFC 4419): with a number of 30000 bytes for a prime one key
    /// exchange takes minutes, in which no other host is served; nor the fixed ones beyond 2048 bits (RFC 8268), which cost
    /// some 20 ms each time that a server asks for new keys.
    private func preferFastMethods() {
        prefer(
            LIBSSH2_METHOD_KEX,
            "curve25519-sha256,curve25519-sha256@libssh.org,ecdh-sha2-nistp256,ecdh-sha2-nistp384,"
                + "ecdh-sha2-nistp521,diffie-hellman-group14-sha256")
        for direction in [LIBSSH2_METHOD_CRYPT_CS, LIBSSH2_METHOD_CRYPT_SC] {
            prefer(
                direction, "aes128-gcm@openssh.com,aes256-gcm@openssh.com,aes128-ctr,aes256-ctr,aes192-ctr")
        }
        for direction in [LIBSSH2_METHOD_MAC_CS, LIBSSH2_METHOD_MAC_SC] {
            prefer(
                direction,
                "hmac-sha2-256-etm@openssh.com,hmac-sha2-256,hmac-sha2-512-etm@openssh.com,hmac-sha2-512")
        }
    }

    private func prefer(_ method: Int32, _ names: String) {
        _ = libssh2_session_method_pref(raw, method, names)
    }

    private func exchangeKeys(by deadline: Deadline) async throws(SSHError) {
        let socket = descriptor
        do throws(SSHError) {
            let code = try await finish(.keyExchange, by: deadline) { libssh2_session_handshake($0, socket) }
            guard code == 0 else { throw handshakeFailure(code) }
        } catch {
            switch error.kind {
            case .lost(let reason, _) where !hasIntroducedItself:
                throw SSHError(.notSSH(reason: reason), target)
            case .flooding(_, let bytes) where !hasIntroducedItself:
                let reason = "it sent \(bytes >> 10) KiB and no line that begins with SSH-"
                throw SSHError(.notSSH(reason: reason), target)
            default: throw error
            }
        }
    }

    /// The server has sent the line that an SSH server begins with (RFC 4253, section 4.2).
    private var hasIntroducedItself: Bool {
        libssh2_session_banner_get(raw).map { String(cString: $0).hasPrefix("SSH-") } ?? false
    }

    private func handshakeFailure(_ code: Int32) -> SSHError {
        switch code {
        case LIBSSH2_ERROR_BANNER_RECV: SSHError(.notSSH(reason: lastMessage), target)
        case _ where hasAgreedOnMethods: SSHError(.keyExchangeFailed(reason: lastMessage), target)
        case LIBSSH2_ERROR_KEX_FAILURE, LIBSSH2_ERROR_KEY_EXCHANGE_FAILURE, LIBSSH2_ERROR_METHOD_NONE,
            LIBSSH2_ERROR_METHOD_NOT_SUPPORTED:
            SSHError(.noCommonMethods(reason: lastMessage), target)
        default: SSHError(.keyExchangeFailed(reason: lastMessage), target)
        }
    }

    /// Both sides have found methods for the key exchange, the host's key and the ciphers.
    private var hasAgreedOnMethods: Bool {
        [LIBSSH2_METHOD_KEX, LIBSSH2_METHOD_HOSTKEY, LIBSSH2_METHOD_CRYPT_CS, LIBSSH2_METHOD_CRYPT_SC]
            .allSatisfy { libssh2_session_methods(raw, $0) != nil }
    }

    private func verifyHostKey(against knownHosts: KnownHosts) throws(SSHError) {
        var length = 0
        var type: Int32 = 0
        guard let pointer = libssh2_session_hostkey(raw, &length, &type) else {
            throw failure("read the host's key")
        }
        let key = hostKey(Self.hostKeyType(type))
        switch knownHosts.verdict(on: UnsafeBufferPointer(start: pointer, count: length)) {
        case .known: return
        case .unknown: throw SSHError(.unknownHostKey(key), target)
        case .changed: throw SSHError(.changedHostKey(key), target)
        case .revoked(let file): throw SSHError(.revokedHostKey(key, file: file), target)
        case .vouchedFor: throw SSHError(.onlyAuthorityKnown(key), target)
        }
    }

    private static func hostKeyType(_ type: Int32) -> String {
        switch type {
        case LIBSSH2_HOSTKEY_TYPE_RSA: "ssh-rsa"
        case LIBSSH2_HOSTKEY_TYPE_DSS: "ssh-dss"
        case LIBSSH2_HOSTKEY_TYPE_ECDSA_256: "ecdsa-sha2-nistp256"
        case LIBSSH2_HOSTKEY_TYPE_ECDSA_384: "ecdsa-sha2-nistp384"
        case LIBSSH2_HOSTKEY_TYPE_ECDSA_521: "ecdsa-sha2-nistp521"
        case LIBSSH2_HOSTKEY_TYPE_ED25519: "ssh-ed25519"
        default: "unknown"
        }
    }

    private func hostKey(_ type: String) -> SSHError.HostKey {
        let digest = libssh2_hostkey_hash(raw, LIBSSH2_HOSTKEY_HASH_SHA256).map { Data(bytes: $0, count: 32) }
        let text = (digest ?? Data()).base64EncodedString().prefix { $0 != "=" }
        return SSHError.HostKey(type: type, fingerprint: "SHA256:\(text)")
    }
}
