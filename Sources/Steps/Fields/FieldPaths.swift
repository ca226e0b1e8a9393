// Reads of what names a file on a host.
extension Fields {
    /// An absolute path; nil when it was not written or does not begin with `/` (which is a problem).
    public mutating func path(_ name: String) -> String? {
        guard let path = text(name) else { return nil }
        if path.hasPrefix("/"), path != "/", !path.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
            return path
        }
        reportValue(name, path, "an absolute path, such as /etc/default/etcd")
        return nil
    }

    /// An absolute path that must be there.
    public mutating func requiredPath(_ name: String) -> String {
        if has(name) { return path(name) ?? "" }
        return requiredText(name)
    }

    private static let ownerSet = ASCIISet.lettersAndDigits + ASCIISet("_-.")

    /// An owner as chown(1) reads it, always with a group: `root` is `root:root`.
    public mutating func owner(_ name: String) -> String? {
        guard let text = text(name) else { return nil }
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        let isName = parts.allSatisfy { part in
            part.first != UInt8(ascii: "-") && !part.isEmpty && part.allSatisfy(Self.ownerSet.contains)
        }
        switch parts.count {
        case 1 where isName: return "\(text):\(text)"
        case 2 where isName: return text
        default:
            reportValue(name, text, "a user and a group: root:root")
            return nil
        }
    }
}
