import CSSH2
import PlainText

/// User authentication: each key in turn, then the password (RFC 4252).
extension Session {
    /// A key that may be offered, and its signer: an agent or a file.
    enum Candidate {
        case file(IdentityFile)
        case agent(Agent.Key)
    }

    /// Logs in. Throws an error that names the refused key or password, and the methods that the server
    /// accepts.
    func authenticate(by deadline: Deadline) async throws(SSHError) {
        guard let accepted = try await acceptedMethods(by: deadline) else { return }
        let identities = try readIdentities()
        let (held, agentFailure) = await agentKeys(by: deadline)
        let candidates = candidates(identities, held)
        if accepted.contains("publickey"), try await offer(candidates, by: deadline) { return }
        if let password = target.password, accepted.contains("password") {
            if try await offer(password, by: deadline) { return }
        }
        if accepted.contains("publickey") { try expectNoneLocked(identities, held) }
        if let agentFailure, target.password == nil { throw agentFailure }
        throw refusal(of: candidates, accepted)
    }

    /// The authentication methods that the server accepts; nil if it needs none.
    private func acceptedMethods(by deadline: Deadline) async throws(SSHError) -> [String]? {
        let user = target.user
        var list: UnsafeMutablePointer<CChar>?
        let code = try await finish(.authentication, by: deadline) { session in
            list = libssh2_userauth_list(session, user, UInt32(user.utf8.count))
            return list == nil ? libssh2_session_last_errno(session) : 0
        }
        if let list {
            let names = HostText.line(String(cString: list))
            return names.split(separator: ",").map(String.init)
        }
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

    /// The keys that the agents hold, and the first agent's failure to answer.
    private func agentKeys(by deadline: Deadline) async -> ([Agent.Key], SSHError?) {
        var keys: [Agent.Key] = [], failure: SSHError?
        for path in target.agents {
            do throws(Agent.Failure) {
                keys += try await Agent(path: path).keys(by: deadline)
            } catch {
                failure = failure ?? SSHError(.agentFailed(path: path, reason: error.reason), target)
            }
        }
        return (keys, failure)
    }

    /// The named keys in their order, by an agent that holds them or by their files; then the agents' others.
    private func candidates(_ identities: [IdentityFile], _ held: [Agent.Key]) -> [Candidate] {
        let named = identities.compactMap { identity -> Candidate? in
            if let key = held.first(where: { $0.blob == identity.publicKey }) { return .agent(key) }
            return identity.isEncrypted ? nil : .file(identity)
        }
        guard !target.identitiesOnly else { return named }
        let known = identities.compactMap(\.publicKey)
        return named + held.filter { !known.contains($0.blob) }.map(Candidate.agent)
    }

    /// An encrypted key that no agent holds has not been offered: its passphrase must be asked for first.
    private func expectNoneLocked(_ identities: [IdentityFile], _ held: [Agent.Key]) throws(SSHError) {
        let locked = identities.first { key in
            key.isEncrypted && !held.contains { $0.blob == key.publicKey }
        }
        if let locked { throw SSHError(.badIdentity(path: locked.path, .encrypted), target) }
    }

    private func refusal(of candidates: [Candidate], _ accepted: [String]) -> SSHError {
        if target.password != nil, accepted.contains("password") {
            return SSHError(.passwordRefused(accepted: accepted), target)
        }
        let keys = accepted.contains("publickey") ? candidates : []
        if let last = keys.last, keys.allSatisfy(\.isRSA), Self.signsRSAByOldDigest {
            let library = String(cString: libssh2_version(0))
            return SSHError(.rsaKeyRefused(path: last.name, library: library), target)
        }
        guard !keys.isEmpty else { return SSHError(.nothingToOffer(accepted: accepted), target) }
        return SSHError(.keysRefused(paths: keys.map(\.name), accepted: accepted), target)
    }

    /// libssh2 signs with RSA by SHA-2 (RFC 8332) from 1.11 on.
    private static var signsRSAByOldDigest: Bool { libssh2_version(0x01_0B_00) == nil }
}
