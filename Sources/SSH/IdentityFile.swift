import Foundation

/// What can be told about a private key file before it is used.
struct IdentityFile {
    let path: String
    let bytes: [UInt8]
    let isRSA: Bool

    /// Reads a private key file; a passphrase-protected one is refused.
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
        guard !facts.isEncrypted else { throw .init(path: path, problem: .encrypted) }
        isRSA = facts.isRSA
    }

    private typealias Facts = (isRSA: Bool, isEncrypted: Bool)

    private static func facts(_ text: String) -> Facts? {
        let lines = text.split(whereSeparator: \.isNewline)
        guard let first = lines.first(where: { $0.hasPrefix("-----BEGIN ") }), first.contains("PRIVATE KEY")
        else { return nil }
        if first.contains("OPENSSH") { return openSSHFacts(lines) }
        let isEncrypted = first.contains("ENCRYPTED") || text.contains("Proc-Type: 4,ENCRYPTED")
        return (first.contains("RSA"), isEncrypted)
    }

    /// The OpenSSH format (PROTOCOL.key of OpenSSH): a magic word, then the cipher, the key derivation and its
    /// options as strings, the number of keys, and the public key, which begins with its type.
    private static func openSSHFacts(_ lines: [Substring]) -> Facts? {
        let body = lines.filter { !$0.hasPrefix("-----") }.joined()
        let magic = Array("openssh-key-v1\0".utf8)
        guard let data = Data(base64Encoded: body), data.starts(with: magic) else { return nil }
        var rest = ArraySlice(data).dropFirst(magic.count)
        guard let cipher = takeString(&rest), takeString(&rest) != nil, takeString(&rest) != nil else {
            return nil
        }
        rest = rest.dropFirst(4)
        guard var key = takeString(&rest), let type = takeString(&key) else { return nil }
        return (type.elementsEqual("ssh-rsa".utf8), !cipher.elementsEqual("none".utf8))
    }

    /// A string as RFC 4251, section 5, has it: four bytes of length, then the bytes.
    private static func takeString(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard rest.count >= 4 else { return nil }
        let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        rest = rest.dropFirst(4)
        guard length <= rest.count else { return nil }
        defer { rest = rest.dropFirst(length) }
        return rest.prefix(length)
    }
}
