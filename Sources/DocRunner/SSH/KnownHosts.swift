/// What the known_hosts files say about one host, as ssh(1) reads them: lists, patterns and hashed names, `@` markers.
struct KnownHosts {
    /// What the files say about a key.
    enum Verdict: Equatable {
        case known, unknown, changed
        /// A line of this file says that the key must never be accepted.
        case revoked(file: String)
        /// The files have an authority for the host's certificates, but no key of the host itself.
        case vouchedFor
    }

    private static let types = [
        "ssh-ed25519": "ssh-ed25519", "ecdsa-sha2-nistp256": "ecdsa-sha2-nistp256",
        "ecdsa-sha2-nistp384": "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521": "ecdsa-sha2-nistp521",
        "ssh-rsa": "rsa-sha2-512,rsa-sha2-256,ssh-rsa",
    ]
    private static let order = [
        "ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "ssh-rsa",
    ]

    private var own: [KnownHostsLine] = []
    private var authorities: [KnownHostsLine] = []
    private var revoked: [(line: KnownHostsLine, file: String)] = []

    /// Reads the target's files; one that does not exist holds no keys.
    @SSHLoop
    init(for session: Session) throws(SSHError) {
        let target = session.target
        guard let hashes = HashedNames(for: session) else { throw session.failure("keep known hosts") }
        var fallback: [KnownHostsLine] = []
        for file in [target.knownHosts] + target.otherKnownHosts {
            for line in try Self.lines(of: file, target) {
                func names(_ name: String) -> Bool {
                    line.isHashed ? hashes.matches(line.names, name) : line.matches(name)
                }
                let isOurs = names(target.knownHostsName)
                guard isOurs || names(target.nameWithoutPort) else { continue }
                switch line.marker {
                case .revoked: revoked.append((line, file))
                case .authority: authorities.append(line)
                case .none: if isOurs { own.append(line) } else { fallback.append(line) }
                }
            }
        }
        // If the files have no key for the host with its port, a key for the host without a port counts, as
        // for ssh(1).
        if own.isEmpty { own = fallback }
    }

    private static func lines(of file: String, _ target: SSHTarget) throws(SSHError) -> [KnownHostsLine] {
        do throws(LocalFile.Failure) {
            let text = String(decoding: try LocalFile.contents(of: file), as: UTF8.self)
            return text.split(whereSeparator: \.isNewline).compactMap(KnownHostsLine.init)
        } catch {
            guard !error.isMissing, file != "/dev/null" else { return [] }
            throw SSHError(.knownHostsUnreadable(path: error.path, reason: error.reason), target)
        }
    }

    /// Looks a key up. One that is revoked is refused whatever other lines say.
    func verdict(on key: UnsafeBufferPointer<CChar>) -> Verdict {
        let key = UnsafeRawBufferPointer(key)
        if let found = revoked.first(where: { $0.line.key.elementsEqual(key) }) {
            return .revoked(file: found.file)
        }
        if own.contains(where: { $0.key.elementsEqual(key) }) { return .known }
        guard own.isEmpty else { return .changed }
        return authorities.isEmpty ? .unknown : .vouchedFor
    }

    /// Host key algorithms in the order to ask for them: those of which a key is known come first.
    var preferredAlgorithms: String {
        let known = Set(own.map { String($0.type) })
        let ordered = Self.order.filter(known.contains) + Self.order.filter { !known.contains($0) }
        return ordered.compactMap { Self.types[$0] }.joined(separator: ",")
    }
}
