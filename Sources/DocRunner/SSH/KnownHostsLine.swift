import Foundation

/// One line of a known_hosts file (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT").
struct KnownHostsLine {
    /// What a line says about its key.
    enum Marker {
        /// It is the host's own.
        case none
        /// It signs the certificates of hosts (`@cert-authority`).
        case authority
        /// It must never be accepted (`@revoked`).
        case revoked
    }

    let marker: Marker
    /// The names as written: patterns between commas, or one hashed name.
    let names: Substring
    /// The key's type, such as `ssh-ed25519`.
    let type: Substring
    /// The key in the form of RFC 4253, section 6.6.
    let key: [UInt8]

    /// Reads a line; nil for a comment, an empty line, or an unknown format.
    init?(_ line: some StringProtocol) {
        var words = Substring(line).split(whereSeparator: { $0 == " " || $0 == "\t" || $0.isNewline })[...]
        guard let first = words.first, !first.hasPrefix("#") else { return nil }
        switch first {
        case "@revoked": marker = .revoked
        case "@cert-authority": marker = .authority
        default: marker = .none
        }
        if marker != .none { words = words.dropFirst() }
        guard words.count >= 3, !first.hasPrefix("@") || marker != .none,
            let key = Data(base64Encoded: String(words[words.startIndex + 2])), !key.isEmpty
        else { return nil }
        names = words[words.startIndex]
        type = words[words.startIndex + 1]
        self.key = Array(key)
    }

    /// Whether its names are patterns that match a host's name. A pattern with `!` that matches rules the host out.
    func matches(_ name: String) -> Bool {
        let results = names.lowercased().split(separator: ",").map { pattern in
            let isNegated = pattern.hasPrefix("!")
            return (isNegated, HostPattern(pattern.dropFirst(isNegated ? 1 : 0)).matches(name.lowercased()))
        }
        guard !results.contains(where: { $0.0 && $0.1 }) else { return false }
        return results.contains { !$0.0 && $0.1 }
    }

    /// Its one name is a digest (ssh-keygen(1), `-H`).
    var isHashed: Bool { names.hasPrefix("|1|") }
}

/// A name with `*` for any characters and `?` for one (ssh_config(5), "PATTERNS").
struct HostPattern {
    private let pattern: [UInt8]

    init(_ pattern: some StringProtocol) { self.pattern = Array(pattern.utf8) }

    /// Whether it matches the whole of a name; takes the product of both lengths at most.
    func matches(_ name: String) -> Bool {
        let name = Array(name.utf8)
        var (here, there) = (0, 0), star: (pattern: Int, name: Int)?
        while there < name.count {
            if here < pattern.count, pattern[here] == UInt8(ascii: "*") {
                star = (here, there)
                here += 1
            } else if here < pattern.count, pattern[here] == UInt8(ascii: "?") || pattern[here] == name[there]
            {
                (here, there) = (here + 1, there + 1)
            } else if let last = star {
                star = (last.pattern, last.name + 1)
                (here, there) = (last.pattern + 1, last.name + 1)
            } else {
                return false
            }
        }
        return pattern[here...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
