/// What a `pki` step puts on a host.
enum PkiFile: Sendable {
    case authority(path: String)
    case certificate(Certificate)
    case keyPair(key: String, public: String?, mode: Int, owner: String?)

    /// A certificate with its key.
    struct Certificate: Sendable {
        var path: String
        var key: String
        var subject: String
        var names: [String]
        var usage: String
        var mode: Int
        var owner: String?
    }

    static let documentation: [KindDocumentation.Field] = [
        .init("ca", "name", "the authority's name; it is its common name too", required: true),
        .init("files", "list", "entries of one of the three forms that follow", required: true),
        .init("certificate", "path", "a certificate and its key: where the certificate goes (mode 0644)"),
        .init("key", "path", "with `certificate`: where its key goes", required: true),
        .init(
            "subject", "/O=…/CN=…", "with `certificate`: its subject, as openssl writes it", required: true),
        .init("names", "words", "with `certificate`: the names and addresses that it is valid for"),
        .init("usage", "server, client or both", "with `certificate`: `both` by default"),
        .init("authority", "path", "the authority's certificate alone goes there"),
        .init("keypair", "path", "a key without a certificate, the same on all hosts of the step"),
        .init("public", "path", "with `keypair`: where its public half goes"),
        .init("mode", "octal", "permission bits of the key; 0600 by default"),
        .init("owner", "user:group", "owner of key and certificate; root by default"),
    ]

    /// Reads one entry; nil for none of the three forms, which is a problem.
    static func read(from fields: inout Fields) -> PkiFile? {
        let forms = ["certificate", "authority", "keypair"]
        let written = forms.filter { fields.has($0) }
        guard let form = written.first, written.count == 1 else {
            fields.allow(documentation.map(\.name))
            fields.report(
                .error(
                    "bad-entry", at: fields.place,
                    "an entry is one of `certificate`, `authority` and `keypair`"))
            return nil
        }
        if form == "authority" { return .authority(path: fields.requiredPath("authority")) }
        let mode = fields.mode("mode") ?? 0o600
        let owner = fields.owner("owner")
        if form == "keypair" {
            return .keyPair(
                key: fields.requiredPath("keypair"), public: fields.path("public"), mode: mode, owner: owner)
        }
        return .certificate(Certificate(from: &fields, mode: mode, owner: owner))
    }

    /// The file by which the entry is known.
    var path: String {
        switch self {
        case .authority(let path): path
        case .certificate(let certificate): certificate.path
        case .keyPair(let key, _, _, _): key
        }
    }

    /// The files on the host with their mode and owner.
    var placed: [(path: String, mode: Int, owner: String?)] {
        switch self {
        case .authority(let path): [(path, 0o644, nil)]
        case .certificate(let it): [(it.path, 0o644, it.owner), (it.key, it.mode, it.owner)]
        case .keyPair(let key, let half, let mode, let owner):
            [(key, mode, owner)] + (half.map { [($0, 0o644, owner)] } ?? [])
        }
    }
}

extension PkiFile.Certificate {
    fileprivate init(from fields: inout Fields, mode: Int, owner: String?) {
        path = fields.requiredPath("certificate")
        key = fields.requiredPath("key")
        subject = fields.requiredText("subject")
        names = fields.words("names")
        usage = fields.choice("usage", among: ["server", "client", "both"]) ?? "both"
        self.mode = mode
        self.owner = owner
        if !subject.isEmpty, !Self.isSubject(subject) {
            fields.reportValue("subject", subject, "/O=organisation/CN=name")
        }
        for name in names where !Self.nameSet.covers(name) {
            fields.reportValue("names", name, "host names and addresses")
        }
    }

    private static let nameSet = ASCIISet.lettersAndDigits + ASCIISet("-_.:*")

    private static func isSubject(_ text: String) -> Bool {
        text.hasPrefix("/") && text.utf8.contains(UInt8(ascii: "="))
            && !text.utf8.contains(UInt8(ascii: "\n"))
    }

    /// The names as openssl shows them in a certificate (`DNS:name`, `IP Address:10.0.0.1`).
    var shownNames: [String] {
        names.map { Self.isAddress($0) ? "IP Address:\(Self.long($0))" : "DNS:\($0)" }
    }

    /// The names as openssl wants them in its configuration (x509v3_config(5)).
    var configuredNames: String {
        names.map { Self.isAddress($0) ? "IP:\($0)" : "DNS:\($0)" }.joined(separator: ",")
    }

    /// The usages as openssl wants them in its configuration, and as it shows them.
    var usages: [(configured: String, shown: String)] {
        let server = ("serverAuth", "TLS Web Server Authentication")
        let client = ("clientAuth", "TLS Web Client Authentication")
        return usage == "server" ? [server] : usage == "client" ? [client] : [server, client]
    }

    private static func isAddress(_ name: String) -> Bool {
        name.contains(":")
            || name.split(separator: ".").count == 4 && name.allSatisfy { $0.isNumber || $0 == "." }
    }

    /// An IPv6 address as openssl prints it: eight groups, upper case, no leading zeros.
    private static func long(_ address: String) -> String {
        guard address.contains(":") else { return address }
        let halves = address.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
            .map { $0.split(separator: ":").map { String(Int($0, radix: 16) ?? 0, radix: 16).uppercased() } }
        guard halves.count == 2 else { return (halves.first ?? []).joined(separator: ":") }
        let zeros = [String](repeating: "0", count: max(0, 8 - halves[0].count - halves[1].count))
        return (halves[0] + zeros + halves[1]).joined(separator: ":")
    }
}
