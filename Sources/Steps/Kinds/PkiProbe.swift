/// Asks a host about keys and certificates, and words what it answers.
enum PkiProbe {
    /// One stat(1) for all files, two openssl processes a certificate, one openssl-verify(1) for all.
    static func script(for files: [PkiFile]) -> Script {
        let paths = files.flatMap(\.placed).map { Script.quote($0.path) }.joined(separator: " ")
        let questions = files.map { file in
            switch file {
            case .authority(let path): "[[ -s \(Script.quote(path)) ]] && section here || section absent\n"
            case .certificate(let it): "certificate \(Script.quote(it.path)) \(Script.quote(it.key))\n"
            case .keyPair(let key, let half, _, _): "pair \(Script.quote(key)) \(Script.quote(half ?? ""))\n"
            }
        }
        return Script(
            functions + "stat -L -c '%a %U:%G %n' -- \(paths) 2>&-\n" + questions.joined()
                + verification(files))
    }

    private static let functions = """
        section() { printf '== %s\\n' "$1"; }
        certificate() {
            [[ -s $1 && -s $2 ]] || { section absent; return; }
            section here
            local text half
            text=$(openssl x509 -in "$1" -noout -nameopt compat -subject -issuer \\
                -ext subjectAltName,extendedKeyUsage -checkend 86400 -pubkey 2>&1) || true
            half=$(openssl pkey -in "$2" -pubout 2>&-)
            printf '%s\\n' "$text"
            if [[ -n $half && $text == *"$half"* ]]; then echo 'key fits'; fi
        }
        pair() {
            [[ -s $1 && ( -z $2 || -s $2 ) ]] || { section absent; return; }
            section here
            local half
            half=$(openssl pkey -in "$1" -pubout 2>&-) && printf '%s\\n' "$half"
            if [[ -n $half && ( -z $2 || $(<"$2") == "$half" ) ]]; then echo 'key fits'; fi
        }
        command -v openssl >/dev/null || { echo "openssl is not installed" >&2; exit 127; }

        """

    private static func verification(_ files: [PkiFile]) -> String {
        guard let authority = files.authority else { return "exit 0" }
        let paths = files.compactMap {
            if case .certificate(let it) = $0 { Script.quote(it.path) } else { nil }
        }
        guard !paths.isEmpty else { return "exit 0" }
        return
            "section verified\nopenssl verify -CAfile \(Script.quote(authority)) \(paths.joined(separator: " ")) 2>&1\nexit 0"
    }

    /// What differs, file by file; `seen` are the public halves of the key pairs.
    static func finding(_ reply: Reply, files: [PkiFile], issuer: String) -> Finding {
        let sections = reply.output.split(separator: "== ", omittingEmptySubsequences: false).map(String.init)
        guard reply.status == 0, sections.count > files.count else {
            let differences = files.map {
                Difference(
                    "\($0.path) cannot be looked at", evidence: reply.complaint, remedy: "send \($0.path)")
            }
            return .differs(differences)
        }
        let verified = sections.count > files.count + 1 ? sections[files.count + 1] : nil
        let differences = zip(files, sections.dropFirst()).flatMap { file, answer -> [Difference] in
            let sentences = sentences(
                file, answer, issuer: issuer, verified: verified, authority: files.authority)
            if !sentences.isEmpty { return sentences.map { Difference($0, remedy: "send \(file.path)") } }
            return file.placed.flatMap { permissions(of: $0, in: sections[0]) }
        }
        let pairs = zip(files, sections.dropFirst()).filter {
            if case .keyPair = $0.0 { true } else { false }
        }
        return Finding(differences, seen: pairs.map(\.1).joined())
    }

    private static func sentences(
        _ file: PkiFile, _ answer: String, issuer: String, verified: String?, authority: String?
    ) -> [String] {
        guard answer.hasPrefix("here") else {
            return ["\(file.placed.map(\.path).joined(separator: " or ")) does not exist"]
        }
        switch file {
        case .authority: return []
        case .keyPair(let key, let half, _, _):
            if answer.contains("key fits") { return [] }
            return [half.map { "\($0) is not the public half of \(key)" } ?? "\(key) is no key"]
        case .certificate(let it):
            var sentences = CertificateText(answer).sentences(wanted: it, issuer: issuer)
            if let verified, let authority, sentences.isEmpty, !verified.contains("\(it.path): OK") {
                sentences.append("\(it.path) is not signed by the authority at \(authority)")
            }
            return sentences
        }
    }

    private static func permissions(of file: (path: String, mode: Int, owner: String?), in facts: String)
        -> [Difference]
    {
        guard let line = facts.split(separator: "\n").first(where: { $0.hasSuffix(" " + file.path) }) else {
            return []
        }
        let words = line.split(separator: " ")
        let mode = Int(words[0], radix: 8) ?? 0
        var differences: [Difference] = []
        if mode != file.mode {
            differences.append(
                Difference(
                    "the mode of \(file.path) is \(mode.octal), not \(file.mode.octal)",
                    remedy: "permit \(file.path)"))
        }
        if let owner = file.owner, words[1] != owner {
            differences.append(
                Difference(
                    "the owner of \(file.path) is \(words[1]), not \(owner)", remedy: "permit \(file.path)"))
        }
        return differences
    }
}

extension [PkiFile] {
    /// Where the authority's certificate is put, if it is.
    fileprivate var authority: String? {
        lazy.compactMap { if case .authority(let path) = $0 { path } else { nil } }.first
    }
}
