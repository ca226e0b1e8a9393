import CSSH2

/// Proving who we are: each key in turn, then the password (RFC 4252).
extension Session {
    /// Logs in, or says which proof was refused and what the server would take.
    func authenticate(by deadline: Deadline) async throws(SSHError) {
        guard let accepted = try await acceptedMethods(by: deadline) else { return }
        let identities = try readIdentities()
        if accepted.contains("publickey") {
            for identity in identities {
                if try await offer(identity, by: deadline) { return }
            }
        }
        if let password = target.password, accepted.contains("password") {
            if try await offer(password, by: deadline) { return }
        }
        throw refusal(of: identities, accepted)
    }

    /// The methods that the server takes; nil if it asks for no proof.
    private func acceptedMethods(by deadline: Deadline) async throws(SSHError) -> [String]? {
        let user = target.user
        var list: UnsafeMutablePointer<CChar>?
        let code = try await finish(.authentication, by: deadline) { session in
            list = libssh2_userauth_list(session, user, UInt32(user.utf8.count))
            return list == nil ? libssh2_session_last_errno(session) : 0
        }
        if let list { return String(cString: list).split(separator: ",").map(String.init) }
        guard code == 0 || libssh2_userauth_authenticated(raw) == 1 else {
            throw failure("ask how to log in")
        }
        return nil
    }

    private func readIdentities() throws(SSHError) -> [IdentityFile] {
        var identities: [IdentityFile] = []
        for path in target.identities {
            do throws(SSHError.IdentityError) {
                identities.append(try IdentityFile(at: path))
            } catch {
                throw SSHError(.badIdentity(path: error.path, error.problem), target)
            }
        }
        return identities
    }

    private func offer(_ identity: IdentityFile, by deadline: Deadline) async throws(SSHError) -> Bool {
        let user = target.user
        let code = try await finish(.authentication, by: deadline) { session in
            identity.bytes.withUnsafeBytes { buffer in
                let key = buffer.assumingMemoryBound(to: CChar.self)
                return libssh2_userauth_publickey_frommemory(
                    session, user, user.utf8.count, nil, 0, key.baseAddress, buffer.count, nil)
            }
        }
        if code == LIBSSH2_ERROR_FILE {
            throw SSHError(.badIdentity(path: identity.path, .malformed), target)
        }
        return try wasAccepted(code)
    }

    private func offer(_ password: Password, by deadline: Deadline) async throws(SSHError) -> Bool {
        let (user, text) = (target.user, password.text)
        let code = try await finish(.authentication, by: deadline) { session in
            libssh2_userauth_password_ex(
                session, user, UInt32(user.utf8.count), text, UInt32(text.utf8.count), nil)
        }
        return try wasAccepted(code)
    }

    private func wasAccepted(_ code: Int32) throws(SSHError) -> Bool {
        switch code {
        case 0: return true
        case LIBSSH2_ERROR_AUTHENTICATION_FAILED, LIBSSH2_ERROR_PUBLICKEY_UNVERIFIED: return false
        default: throw failure("log in")
        }
    }

    private func refusal(of identities: [IdentityFile], _ accepted: [String]) -> SSHError {
        let keys = accepted.contains("publickey") ? identities : []
        if target.password != nil, accepted.contains("password") {
            return SSHError(.passwordRefused(accepted: accepted), target)
        }
        if let key = keys.last, keys.allSatisfy(\.isRSA) {
            let library = String(cString: libssh2_version(0))
            return SSHError(.rsaKeyRefused(path: key.path, library: library), target)
        }
        guard !keys.isEmpty else { return SSHError(.nothingToOffer(accepted: accepted), target) }
        return SSHError(.keysRefused(paths: keys.map(\.path), accepted: accepted), target)
    }
}
