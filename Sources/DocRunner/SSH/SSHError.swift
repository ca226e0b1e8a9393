/// Why a host could not be reached, refused the login, or was lost. `SSHErrorWording.swift` has the messages.
public struct SSHError: Error, Sendable, Hashable {
    /// The host it happened with.
    public var target: SSHTarget
    /// What happened, with its evidence.
    public var kind: Kind

    /// Pairs what happened with the host.
    public init(_ kind: Kind, _ target: SSHTarget) {
        self.kind = kind
        self.target = target
    }

    /// What happened, with the evidence for it.
    public enum Kind: Sendable, Hashable {
        // The network
        /// The address is no number and no name that resolves.
        case unknownAddress(reason: String)
        /// The network namespace could not be entered.
        case noNamespace(path: String, reason: String)
        /// Nothing listens on the port.
        case refused
        /// The network has no route to the host, or a router reports that the host does not exist.
        case noRoute(reason: String)
        /// The host did not answer while connecting.
        case connectTimedOut(after: Duration)
        /// The port is open, but the server did not get through this phase in time.
        case silent(phase: Phase, after: Duration)
        /// The connection failed otherwise.
        case connectFailed(reason: String)
        /// The jump host would not connect us to the host.
        case jumpRefused(jump: String, reason: String)

        // The server
        /// What answers is not an SSH server.
        case notSSH(reason: String)
        /// No method of encryption, key exchange or host key in common.
        case noCommonMethods(reason: String)
        /// The server closed the connection in the key exchange, or sent an unexpected message.
        case keyExchangeFailed(reason: String)
        /// The known_hosts file cannot be read.
        case knownHostsUnreadable(path: String, reason: String)
        /// The known_hosts file has no key for this host.
        case unknownHostKey(HostKey)
        /// The known_hosts file has another key for this host.
        case changedHostKey(HostKey)
        /// A known_hosts file says that this key must never be accepted (`@revoked`).
        case revokedHostKey(HostKey, file: String)
        /// The known_hosts files have an authority for this host's certificates, which libssh2 cannot check, and no key.
        case onlyAuthorityKnown(HostKey)

        // Login
        /// A private key cannot be used.
        case badIdentity(path: String, IdentityProblem)
        /// There is neither a key nor a password to try.
        case nothingToOffer(accepted: [String])
        /// The server refused every key.
        case keysRefused(paths: [String], accepted: [String])
        /// An ssh-agent did not answer, or refused to sign.
        case agentFailed(path: String, reason: String)
        /// The server closed the connection after this number of keys.
        case tooManyKeys(count: Int)
        /// The server refused a signature by an RSA key, which this libssh2 can only make with SHA-1.
        case rsaKeyRefused(path: String, library: String)
        /// The server refused the password.
        case passwordRefused(accepted: [String])

        // Afterwards
        /// No shell could be started as this user.
        case noShell(user: String, status: Int?, output: String)
        /// The server refused another channel.
        case channelRefused(reason: String)
        /// The shell came to its end in mid-command; this is what the command had printed.
        case shellEnded(partial: CommandResult)
        /// The connection was lost; if a command was running this is what it had printed.
        case lost(reason: String, partial: CommandResult?)
        /// The server sent this number of unrequested bytes, or made us store them; the connection was
        /// closed.
        case flooding(during: Phase, bytes: Int)
        /// A command did not end although its process group was killed; the connection is closed.
        case unkillable(partial: CommandResult)
        /// We closed the connection ourselves.
        case closed
        /// The local file cannot be read.
        case localFile(path: String, reason: String)
        /// The library reported another error.
        case library(operation: String, code: Int, message: String)
    }

    /// How far a connection had come.
    public enum Phase: String, Sendable, Hashable {
        case keyExchange = "key exchange"
        case authentication
        case shell = "opening of a shell"
        case command = "beginning of a command"
        case ending = "end of a command"
        case closing = "closing of a shell"
        /// Everything after the login.
        case work
    }

    /// The key that a server showed.
    public struct HostKey: Sendable, Hashable {
        /// Its type, such as `ssh-ed25519`.
        public var type: String
        /// Its fingerprint as ssh-keygen(1) prints it: `SHA256:` and base64 without padding.
        public var fingerprint: String

        /// The type in the names of sshd's files and as ssh-keyscan(1) takes it.
        var fileType: String { type.contains("ecdsa") ? "ecdsa" : type.contains("rsa") ? "rsa" : "ed25519" }
    }

    /// A private key that cannot be used, before it is known which host it was for.
    struct IdentityError: Error {
        let path: String
        let problem: IdentityProblem
    }

    /// Why a private key cannot be used.
    public enum IdentityProblem: Sendable, Hashable {
        case missing
        case unreadable(reason: String)
        /// It is protected by a passphrase.
        case encrypted
        /// It is not a private key in a known format.
        case malformed
    }
}
