import Glibc

/// A client of ssh-agent(1) (draft-ietf-sshm-ssh-agent, section 3).
///
/// libssh2's own client would block the one thread while an agent asks its user. This one waits without
/// blocking.
@SSHLoop
struct Agent {
    /// A key that an agent holds.
    struct Key: Hashable {
        /// The public key in the form of RFC 4253, section 6.6.
        let blob: [UInt8]
        /// Its type, such as `ssh-ed25519`.
        let type: String
        /// The socket of the agent that holds it.
        let agent: String
    }

    /// Why an agent gave no answer.
    struct Failure: Error {
        let path: String
        let reason: String
    }

    private enum Message {
        static let requestIdentities: UInt8 = 11, identities: UInt8 = 12
        static let signRequest: UInt8 = 13, signature: UInt8 = 14
    }

    private static let mostKeys = 256
    /// The types of keys with which libssh2 can log in. Certificates and keys of security devices need other
    /// signatures.
    private static let types: Set = [
        "ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "ssh-rsa",
    ]

    let path: String

    /// The keys that it holds and with which we can log in, those of RSA last.
    func keys(by deadline: Deadline) async throws(Failure) -> [Key] {
        var reply = try await ask([Message.requestIdentities], Message.identities, by: deadline)
        guard let count = reply.number() else { throw Failure(path: path, reason: "its answer is cut short") }
        var keys: [Key] = []
        for _ in 0..<min(count, Self.mostKeys) {
            guard let blob = reply.string(), reply.string() != nil else { break }
            var inner = WireReader(blob)
            guard let type = inner.text(), Self.types.contains(type) else { continue }
            keys.append(Key(blob: blob, type: type, agent: path))
        }
        return keys.filter { $0.type != "ssh-rsa" } + keys.filter { $0.type == "ssh-rsa" }
    }

    /// Asks the agent to sign with a key. Returns the signature without its type.
    func sign(_ data: [UInt8], with key: Key, by deadline: Deadline) async throws(Failure) -> [UInt8] {
        var request = [Message.signRequest]
        request.appendString(key.blob)
        request.appendString(data)
        request.appendNumber(Self.flags(for: data))
        var reply = try await ask(request, Message.signature, by: deadline)
        guard let whole = reply.string() else { throw Failure(path: path, reason: "its answer is cut short") }
        var signature = WireReader(whole)
        guard signature.string() != nil, let blob = signature.string() else {
            throw Failure(path: path, reason: "its signature is malformed")
        }
        return blob
    }

    /// The digest that the request to log in names (RFC 4252, section 7; RFC 8332): libssh2 from 1.11 asks for SHA-2.
    private static func flags(for data: [UInt8]) -> Int {
        var request = WireReader(data)
        guard request.string() != nil, request.byte() != nil, request.string() != nil,
            request.string() != nil,
            request.string() != nil, request.byte() != nil
        else { return 0 }
        return switch request.text() {
        case "rsa-sha2-256": 2
        case "rsa-sha2-512": 4
        default: 0
        }
    }

    /// Sends one message over a connection of its own and reads the answer, which must be a message of one
    /// type.
    private func ask(_ message: [UInt8], _ sort: UInt8, by deadline: Deadline) async throws(Failure)
        -> WireReader
    {
        let socket = try LocalSocket(connectingTo: path)
        var framed: [UInt8] = []
        framed.appendString(message)
        try await socket.send(framed, by: deadline)
        var length = WireReader(try await socket.receive(4, by: deadline))
        guard let count = length.number(), (1...(256 << 10)).contains(count) else {
            throw Failure(path: path, reason: "it does not speak the protocol of ssh-agent")
        }
        var reply = WireReader(try await socket.receive(count, by: deadline))
        guard reply.byte() == sort else { throw Failure(path: path, reason: "it refused") }
        return reply
    }
}
