import CSSH2

/// Compares host names with hashed names of known_hosts. Owns a `LIBSSH2_KNOWNHOSTS`, which computes the
/// hash.
@SSHLoop
struct HashedNames: ~Copyable {
    private let raw: OpaquePointer
    private let session: Session  // whose memory it is kept in

    deinit { libssh2_knownhost_free(raw) }

    init?(for session: Session) {
        guard let raw = libssh2_knownhost_init(session.raw) else { return nil }
        self.raw = raw
        self.session = session
    }

    /// Whether `hashed`, in the form `|1|salt|digest`, is the digest of a host's name.
    func matches(_ hashed: Substring, _ name: String) -> Bool {
        let parts = hashed.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4 else { return false }
        let key = "AAAA"
        var entry: UnsafeMutablePointer<libssh2_knownhost>?
        let kind =
            LIBSSH2_KNOWNHOST_TYPE_SHA1 | LIBSSH2_KNOWNHOST_KEYENC_BASE64 | LIBSSH2_KNOWNHOST_KEY_ED25519
        let code = libssh2_knownhost_addc(
            raw, parts[3], parts[2], key, key.utf8.count, nil, 0, kind, &entry)
        guard code == 0 else { return false }
        defer { libssh2_knownhost_del(raw, entry) }
        let question = LIBSSH2_KNOWNHOST_TYPE_PLAIN | LIBSSH2_KNOWNHOST_KEYENC_BASE64
        let answer = libssh2_knownhost_checkp(raw, name, -1, key, key.utf8.count, question, nil)
        return answer == LIBSSH2_KNOWNHOST_CHECK_MATCH || answer == LIBSSH2_KNOWNHOST_CHECK_MISMATCH
    }
}
