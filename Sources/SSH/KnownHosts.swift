import CSSH2

/// The keys that a known_hosts file holds: the owner of a `LIBSSH2_KNOWNHOSTS`.
///
/// Hashed names and lists of names are understood; patterns and lines with an `@` marker are passed over.
@SSHLoop
struct KnownHosts: ~Copyable {
    /// What the file says about a key.
    enum Verdict {
        case known, unknown, changed
    }

    private static let types: [(name: String, code: Int32)] = [
        ("ssh-ed25519", LIBSSH2_KNOWNHOST_KEY_ED25519),
        ("ecdsa-sha2-nistp256", LIBSSH2_KNOWNHOST_KEY_ECDSA_256),
        ("ecdsa-sha2-nistp384", LIBSSH2_KNOWNHOST_KEY_ECDSA_384),
        ("ecdsa-sha2-nistp521", LIBSSH2_KNOWNHOST_KEY_ECDSA_521),
        ("rsa-sha2-512,rsa-sha2-256,ssh-rsa", LIBSSH2_KNOWNHOST_KEY_SSHRSA),
    ]

    private let raw: OpaquePointer
    private let session: Session  // whose memory it is kept in
    private let name: String

    deinit { libssh2_knownhost_free(raw) }

    /// Reads the target's file; one that does not exist holds no keys.
    init(for session: Session) throws(SSHError) {
        let contents = try Self.contents(of: session.target)
        guard let raw = libssh2_knownhost_init(session.raw) else {
            throw session.failure("keep known hosts")
        }
        self.raw = raw
        self.session = session
        self.name = session.target.knownHostsName
        for line in contents.split(separator: UInt8(ascii: "\n")) { add(line) }
    }

    private static func contents(of target: SSHTarget) throws(SSHError) -> [UInt8] {
        do throws(LocalFile.Failure) {
            return try LocalFile.contents(of: target.knownHosts)
        } catch {
            guard !error.isMissing else { return [] }
            throw SSHError(.knownHostsUnreadable(path: error.path, reason: error.reason), target)
        }
    }

    /// Looks a key up.
    func verdict(on key: UnsafeBufferPointer<CChar>, type: Int32) -> Verdict {
        if check(key, type) == LIBSSH2_KNOWNHOST_CHECK_MATCH { return .known }
        return knownTypes.isEmpty ? .unknown : .changed
    }

    /// Host key algorithms in the order to ask for them: those of which a key is known come first.
    var preferredAlgorithms: String {
        let known = knownTypes
        let others = Self.types.map(\.name).filter { !known.contains($0) }
        return (known + others).joined(separator: ",")
    }

    /// A key that nobody has is a mismatch where a key of its type is known, and not found otherwise.
    private var knownTypes: [String] {
        let nobodys: [CChar] = [0]
        return nobodys.withUnsafeBufferPointer { key in
            Self.types.filter { check(key, $0.code) == LIBSSH2_KNOWNHOST_CHECK_MISMATCH }.map(\.name)
        }
    }

    private func check(_ key: UnsafeBufferPointer<CChar>, _ type: Int32) -> Int32 {
        let mask = LIBSSH2_KNOWNHOST_TYPE_PLAIN | LIBSSH2_KNOWNHOST_KEYENC_RAW | type
        return libssh2_knownhost_checkp(raw, name, -1, key.baseAddress, key.count, mask, nil)
    }

    private func add(_ line: ArraySlice<UInt8>) {
        guard line.first != UInt8(ascii: "@") else { return }
        // libssh2 looks one byte behind the line and takes the key's last letter off where it finds a newline there.
        (line + [UInt8(ascii: "\n")]).withUnsafeBytes { buffer in
            let text = buffer.assumingMemoryBound(to: CChar.self)
            _ = libssh2_knownhost_readline(
                raw, text.baseAddress, buffer.count, LIBSSH2_KNOWNHOST_FILE_OPENSSH)
        }
    }
}
