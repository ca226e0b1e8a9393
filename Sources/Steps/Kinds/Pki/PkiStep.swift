/// `pki`: keys and certificates of the lab's own authorities are in place and valid.
///
/// Authorities and keys are made on the computer that labctl runs on, in the lab's state directory; the key of
/// an authority never leaves it.
public struct PkiStep: ActionKind {
    let authority: String
    let files: [PkiFile]

    /// What the reference page says.
    public static let documentation = KindDocumentation(
        name: "pki",
        states:
            "keys and certificates are in place, fit together, bear these names and are not about to expire",
        probing:
            "openssl on the host: names, subject, issuer, usage, validity for a day, whether key and certificate "
            + "belong together, and that the lab's own authority signed them: another one of the same name is noticed; "
            + "private keys are never printed. What it said is remembered (in /var/lib/labctl/certificates) until a file "
            + "changes or the day is over",
        body: """
            YAML: the authority's name and the files. Keys are EC P-256; the authority is made when missing and \
            stays in the lab's state directory, where certificates are kept for the next time too
            """,
        bodyFields: PkiFile.documentation,
        example: """
            ```yaml {pki #apiserver-pki on=masters}
            ca: kubernetes
            files:
              - authority: /etc/kubernetes/pki/ca.crt
              - certificate: /etc/kubernetes/pki/apiserver.crt
                key: /etc/kubernetes/pki/apiserver.key
                subject: /CN=kube-apiserver
                names: [kubernetes, kubernetes.default, "{{host.name}}", "{{host.address}}", 10.254.0.1]
                usage: server
              - keypair: /etc/kubernetes/pki/sa.key
                public: /etc/kubernetes/pki/sa.pub
            ```
            """)

    /// Reads the body.
    public init(from decoder: inout StepDecoder) {
        let place = decoder.bodyPlace
        (authority, files) = decoder.yamlBody { fields in
            let name = fields.requiredText("ca")
            if !Self.nameSet.covers(name) {
                fields.reportValue("ca", name, "letters, digits, `-` and `_`")
            }
            let files = fields.nestedList("files") { inner -> PkiFile? in
                let file = PkiFile.read(from: &inner)
                inner.finish()
                return file
            }
            if files.isEmpty {
                fields.report(
                    .error("missing", at: place, "`pki` needs `files`: a list with at least one entry"))
            }
            return (name, files.compactMap { $0 })
        }
    }

    private static let nameSet = ASCIISet.lettersAndDigits + ASCIISet("-_")

    /// Asks about all files in one script (openssl-x509(1), openssl-verify(1)).
    public func probe(on host: Host) -> Probe? {
        let probe = PkiProbe(files: files, issuer: authority)
        return Probe(probe.script) { probe.finding($0) }
    }

    /// Makes what is missing here, then sends what differs; a wrong mode or owner alone is mended in place.
    public func commands(on host: Host, after finding: Finding?) -> [Command] {
        let remedies = finding?.differences.map(\.remedy)
        let sent = files.filter { file in remedies?.contains("send \(file.path)") ?? true }
        let permissions = files.flatMap(\.placed).filter { remedies?.contains("permit \($0.path)") ?? false }
        let lines = permissions.map { file -> String in
            let path = Script.quote(file.path)
            let owner =
                file.owner.map { "chown -- \($0) \(path)" } ?? "{ ((EUID)) || chown -- root:root \(path); }"
            return "chmod -- \(file.mode.octal) \(path) && \(owner)"
        }
        let permit = lines.isEmpty ? [] : [Command.run(Script(lines.joined(separator: " && ")))]
        guard !sent.isEmpty else { return permit }
        let directories = Set(
            sent.flatMap(\.placed).map { $0.path[..<($0.path.lastIndex(of: "/") ?? $0.path.startIndex)] })
        let words = directories.filter { !$0.isEmpty }.sorted().map { Script.quote($0) }.joined(
            separator: " ")
        let workshop = PkiWorkshop(authority: authority, host: host.name)
        return [.runLocally(workshop.script(for: sent))]
            + (words.isEmpty ? [] : [.run(Script("mkdir -p -- \(words)"))])
            + sent.flatMap { workshop.uploads(of: $0) } + permit
    }

    /// A key pair of one host alone says nothing.
    public static var isJudgedTogether: Bool { true }

    /// A key pair must be the same on all hosts of the step.
    public func judge(_ findings: [HostFinding]) -> [HostFinding] {
        let seen = Set(
            findings.compactMap { finding -> String? in
                if case .holds(let seen) = finding.finding { seen } else { nil }
            })
        guard seen.count > 1 else { return findings }
        let pairs = files.filter { if case .keyPair = $0 { true } else { false } }
        let differences = pairs.map {
            Difference("\($0.path) is not the same key on all hosts", remedy: "send \($0.path)")
        }
        return findings.map {
            $0.finding?.isHeld == true ? HostFinding(host: $0.host, finding: .differs(differences)) : $0
        }
    }

    /// Keys and certificates.
    public var paths: [String] { files.flatMap(\.placed).map(\.path) }

    /// The paths.
    public var title: String {
        "keys and certificates of \(authority): \(files.map(\.path).joined(separator: " "))"
    }
}
