import Glibc

/// What may stand for a host on a command line and in a file of ssh's: an address or a name, and nothing else.
enum HostName {
    /// Whether a text is an IPv4 address, an IPv6 address with or without a zone (RFC 4007, section 11), or a host name
    /// (RFC 1123, 2.1; `_` is met in practice). None begins with `-`, so that no program takes it for an option.
    static func isValid(_ text: String) -> Bool { IPv4Address(text) != nil || isIPv6(text) || isName(text) }

    static func isIPv6(_ text: String) -> Bool {
        let parts = text.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
        var bytes = in6_addr()
        guard let address = parts.first, inet_pton(AF_INET6, String(address), &bytes) == 1 else {
            return false
        }
        return parts.count == 1 || !parts[1].isEmpty && parts[1].utf8.allSatisfy(isPlain)
    }

    private static func isName(_ text: String) -> Bool {
        let looksNumeric = text.utf8.allSatisfy { $0 == UInt8(ascii: ".") || (48...57).contains($0) }
        return !text.isEmpty && !looksNumeric && text.utf8.count <= 253 && !text.hasPrefix("-")
            && !text.hasPrefix(".") && text.utf8.allSatisfy(isPlain)
    }

    /// Whether a text can be a user's name on a command line of ssh(1).
    static func isUser(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 128 && !text.hasPrefix("-")
            && text.utf8.allSatisfy { isPlain($0) || [UInt8](("@+\\$").utf8).contains($0) }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122: true
        default: byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
        }
    }
}
