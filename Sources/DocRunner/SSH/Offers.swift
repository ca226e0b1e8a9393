import CSSH2
import Glibc

/// Offering proofs one after the other.
extension Session {
    /// Offers keys until one is taken. A server that closes the connection after some has seen too many
    /// (sshd_config(5), "MaxAuthTries").
    func offer(_ candidates: [Candidate], by deadline: Deadline) async throws(SSHError) -> Bool {
        for (count, candidate) in candidates.enumerated() {
            switch candidate {
            case .file(let identity): if try await offer(identity, by: deadline) { return true }
            case .agent(let key): if try await offer(key, by: deadline) { return true }
            }
            if await hasHungUp() { throw SSHError(.tooManyKeys(count: count + 1), target) }
        }
        return false
    }

    /// Whether the server has closed the connection. libssh2 reports this as a key that it could not verify.
    private func hasHungUp() async -> Bool {
        guard lastCode == LIBSSH2_ERROR_PUBLICKEY_UNVERIFIED else { return false }
        await wait(until: .now + target.limits.hangUp)
        var byte: UInt8 = 0
        return recv(descriptor, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT)) == 0
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

    private func offer(_ key: Agent.Key, by deadline: Deadline) async throws(SSHError) -> Bool {
        let (user, signing) = (target.user, AgentSigning())
        while true {
            let code = try await finish(.authentication, by: deadline) { signing.logIn($0, user, key.blob) }
            guard code == AgentSigning.isWanted, let data = signing.open else { return try wasAccepted(code) }
            do throws(Agent.Failure) {
                signing.answer(try await Agent(path: key.agent).sign(data, with: key, by: deadline))
            } catch {
                throw SSHError(.agentFailed(path: key.agent, reason: error.reason), target)
            }
        }
    }

    func offer(_ password: Password, by deadline: Deadline) async throws(SSHError) -> Bool {
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
}

extension Session.Candidate {
    var isRSA: Bool {
        switch self {
        case .file(let identity): identity.isRSA
        case .agent(let key): key.type == "ssh-rsa"
        }
    }

    /// The key in words.
    var name: String {
        switch self {
        case .file(let identity): identity.path
        case .agent(let key): "the agent's \(key.type) key"
        }
    }
}
