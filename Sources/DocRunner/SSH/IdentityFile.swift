import Foundation

/// The facts about a private key file that are known before it is used.
struct IdentityFile {
    let path: String
    let bytes: [UInt8]
    let isRSA: Bool
    let isEncrypted: Bool
    /// The public key in the form of RFC 4253, section 6.6; nil where neither the file nor its `.pub` has it.
    let publicKey: [UInt8]?

    /// Reads a private key file.
    init(at path: String) throws(SSHError.IdentityError) {
        do throws(LocalFile.Failure) {
            bytes = try LocalFile.contents(of: path, limit: 64 << 10)
        } catch {
            throw error.isMissing
                ? .init(path: path, problem: .missing)
                : .init(path: path, problem: .unreadable(reason: error.reason))
        }
        self.path = path
        let facts = Self.facts(String(decoding: bytes, as: UTF8.self))
        guard let facts else { throw .init(path: path, problem: .malformed) }
        (isRSA, isEncrypted) = (facts.isRSA, facts.isEncrypted)
        publicKey = facts.publicKey ?? Self.publicKey(beside: path)
    }

    private typealias Facts = (isRSA: Bool, isEncrypted: Bool, publicKey: [UInt8]?)

    private static func facts(_ text: String) -> Facts? {
        let lines = text.split(whereSeparator: \.isNewline)
        guard let first = lines.first(where: { $0.hasPrefix("-----BEGIN ") }), first.contains("PRIVATE KEY")
        else { return nil }
        if first.contains("OPENSSH") { return openSSHFacts(lines) }
        let isEncrypted = first.contains("ENCRYPTED") || text.contains("Proc-Type: 4,ENCRYPTED")
        return (first.contains("RSA"), isEncrypted, nil)
    }

    /// The OpenSSH format (PROTOCOL.key of OpenSSH): a magic word, then the cipher, the key derivation and its
    /// options as strings, the number of keys, and the public key, which begins with its type.
    private static func openSSHFacts(_ lines: [Substring]) -> Facts? {
        let body = lines.filter { !$0.hasPrefix("-----") }.joined()
        let magic = Array("openssh-key-v1\0".utf8)
        guard let data = Data(base64Encoded: body), data.starts(with: magic) else { return nil }
        var reader = WireReader(data.dropFirst(magic.count))
        guard let cipher = reader.text(), reader.string() != nil, reader.string() != nil,
            reader.number() != nil, let key = reader.string()
        else { return nil }
        var inner = WireReader(key)
        guard let type = inner.text() else { return nil }
        return (type == "ssh-rsa", cipher != "none", key)
    }

    /// The key in the `.pub` file: its type, then the key in base64, then a comment.
    private static func publicKey(beside path: String) -> [UInt8]? {
        guard let bytes = try? LocalFile.contents(of: "\(path).pub", limit: 64 << 10) else { return nil }
        let words = String(decoding: bytes, as: UTF8.self).split(separator: " ")
        return words.count < 2 ? nil : Data(base64Encoded: String(words[1])).map(Array.init)
    }
}
