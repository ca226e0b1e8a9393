/// Asks a host about keys and certificates, and words what it answers.
///
/// Certificates are read by openssl-storeutl(1): openssl-x509(1) of OpenSSL 3.0 takes four times as long.
struct PkiProbe {
    let files: [PkiFile]
    /// The common name of the authority.
    let issuer: String

    /// One stat(1) for all files; then two openssl processes a certificate and one openssl-verify(1) for all, unless the
    /// files are still those, by inode, size and times, of which it is remembered what openssl said.
    var script: Script {
        let paths = files.flatMap(\.placed).map { Script.quote($0.path) }.joined(separator: " ")
        let questions = files.map { file in
            switch file {
            case .authority(let path): "[[ -s \(Script.quote(path)) ]] && section here || section absent\n"
            case .certificate(let it): "certificate \(Script.quote(it.path)) \(Script.quote(it.key))\n"
            case .keyPair(let key, let half, _, _): "pair \(Script.quote(key)) \(Script.quote(half ?? ""))\n"
            }
        }
        let look = "look() {\nlocal failed=\n\(questions.joined())\(verification)[[ -z $failed ]]\n}\n"
        var script = Script(
            Self.functions + look
                + "files=(\(paths))\nauthorities=(\(authorities))\nrecord=\(record(of: look))\n"
                + Self.recollection)
        script.localFiles = ["lab": "pki/\(issuer)/ca.crt"]
        return script
    }

    /// Where the authority's certificate is put.
    private var authorities: String {
        let paths = files.compactMap { if case .authority(let path) = $0 { Script.quote(path) } else { nil } }
        return paths.joined(separator: " ")
    }

    private func record(of look: String) -> String { "/var/lib/labctl/certificates/\(look.fingerprint)" }

    private static let functions = """
        section() { printf '== %s\\n' "$1"; }
        certificate() {
            [[ -s $1 && -s $2 ]] || { section absent; return; }
            section here
            local text half
            text=$(openssl storeutl -noout -text -certs "$1" 2>&1) || failed=1
            half=$(openssl pkey -in "$2" -noout -text_pub 2>&-) || failed=1
            printf '%s\\n' "$text"
            if [[ -n $half && ${text//[[:space:]]/} == *"${half//[[:space:]]/}"* ]]; then echo 'key fits'; fi
        }
        pair() {
            [[ -s $1 && ( -z $2 || -s $2 ) ]] || { section absent; return; }
            section here
            local half
            half=$(openssl pkey -in "$1" -pubout 2>&-) && printf '%s\\n' "$half" || failed=1
            if [[ -n $half && ( -z $2 || $(<"$2") == "$half" ) ]]; then echo 'key fits'; fi
        }
        # The names of two authorities may be the same: their certificates tell them apart, wherever lines end.
        body() { local text=${1#*-----BEGIN CERTIFICATE-----}; printf %s "${text//[[:space:]]/}"; }
        foreign() {
            local path
            [[ -n ${lab-} ]] || return 0
            for path in "${authorities[@]}"; do
                [[ ! -s $path || $(body "$(<"$path")") == "$(body "$lab")" ]] || printf 'foreign=%s\\n' "$path"
            done
        }
        command -v openssl >/dev/null || { echo "openssl is not installed" >&2; exit 127; }

        """

    /// What openssl could say of files is remembered for the day; what time it is, is asked each time.
    private static let recollection = """
        TZ=UTC; ((EUID)) && by= || by=' root'
        printf "tomorrow %(%Y%m%d%H%M%S)T$by\\n" $((EPOCHSECONDS + 86400))
        foreign
        own=$(body "${lab-}")
        facts=$(printf 'day %(%Y%m%d)T\\nlab=%s\\n' -1 "${own: -80}"; stat -L -c '%i:%s:%.9Y:%.9Z %a \(FileOwner.form) %n' -- "${files[@]}" 2>&-)
        missing=$?
        { known=$(<"$record"); } 2>&-
        if [[ $missing != 0 || $known != "$facts"$'\\n'* ]]; then
            if known=$facts$'\\n'$(look) && [[ $missing == 0 ]]; then
                { mkdir -p "${record%/*}" && printf '%s\\n' "$known" >"$record"; } 2>&-
            fi
        fi
        printf '%s\\n' "$known"
        exit 0

        """

    /// Certificates are verified by the lab's authority; where that is not known, by the one that the step puts beside them.
    private var verification: String {
        let paths = files.compactMap {
            if case .certificate(let it) = $0 { Script.quote(it.path) } else { nil }
        }
        guard !paths.isEmpty else { return "" }
        return """
            section verified
            local trusted=\(Script.quote(authority ?? ""))
            if [[ -n ${lab-} ]]; then
                openssl verify -CAfile <(printf '%s\\n' "$lab") \(paths.joined(separator: " ")) 2>&1 || failed=1
            elif [[ -n $trusted ]]; then
                openssl verify -CAfile "$trusted" \(paths.joined(separator: " ")) 2>&1 || failed=1
            else
                echo unknown
            fi

            """
    }

    /// What differs, file by file; `seen` are the public halves of the key pairs.
    func finding(_ reply: Reply) -> Finding {
        if let broken = reply.brokenCommand(expecting: 0) { return broken }
        guard let answer = Answer(reply, files: files) else {
            let differences = files.map {
                Difference(
                    "\($0.path) cannot be looked at", evidence: reply.complaint, remedy: "send \($0.path)")
            }
            return .differs(differences)
        }
        let differences = zip(files, answer.sections).flatMap { file, text -> [Difference] in
            let sentences = sentences(file, text, in: answer)
            if !sentences.isEmpty { return sentences.map { Difference($0, remedy: "send \(file.path)") } }
            return file.placed.flatMap { answer.permissions(of: $0) }
        }
        let pairs = zip(files, answer.sections).filter { if case .keyPair = $0.0 { true } else { false } }
        return Finding(differences, seen: pairs.map(\.1).joined())
    }

    private func sentences(_ file: PkiFile, _ text: String, in answer: Answer) -> [String] {
        guard text.hasPrefix("here") else {
            return ["\(file.placed.map(\.path).joined(separator: " or ")) does not exist"]
        }
        switch file {
        case .authority(let path):
            return answer.foreign.contains(path) ? ["\(path) is not the lab's authority `\(issuer)`"] : []
        case .keyPair(let key, let half, _, _):
            if text.contains("key fits") { return [] }
            return [half.map { "\($0) is not the public half of \(key)" } ?? "\(key) is no key"]
        case .certificate(let it):
            let sentences = CertificateText(text)
                .sentences(wanted: it, issuer: issuer, tomorrow: answer.tomorrow)
            guard sentences.isEmpty, !answer.isVerified(it.path, orUnknown: authority == nil) else {
                return sentences
            }
            let place = authority.map { " at \($0)" } ?? " `\(issuer)` of the lab"
            return ["\(it.path) is not signed by the authority\(place)"]
        }
    }

    /// Where the authority's certificate is put, if it is.
    private var authority: String? {
        files.lazy.compactMap { if case .authority(let path) = $0 { path } else { nil } }.first
    }
}

extension PkiProbe {
    /// A host's answer in its parts.
    fileprivate struct Answer {
        /// What tells a file from another, its mode, owner and path, a line a file.
        let facts: [Substring]
        /// The paths of authorities' certificates that are not the lab's.
        let foreign: Set<String>
        /// What was found of each file.
        let sections: [String]
        /// What openssl-verify(1) says, where it was asked.
        let verified: [Substring]
        /// This time tomorrow on the host: `20261123110454`, UTC.
        let tomorrow: String
        /// Whether it was root who looked: what he puts somewhere is his where nobody else is named.
        let isRoots: Bool

        /// Takes an answer apart; nil for one that is not whole.
        init?(_ reply: Reply, files: [PkiFile]) {
            // Only at the beginning of a line: what a certificate says of itself is within one.
            let parts = ("\n" + reply.output).split(separator: "\n== ", omittingEmptySubsequences: false).map
            {
                String($0) + "\n"
            }
            guard reply.status == 0, parts.count > files.count else { return nil }
            let lines = parts[0].split(separator: "\n")
            facts = lines.filter { !$0.hasPrefix("foreign=") && !$0.hasPrefix("lab=") }
            foreign = Set(lines.filter { $0.hasPrefix("foreign=") }.map { String($0.dropFirst(8)) })
            sections = Array(parts[1...files.count])
            verified = parts.count > files.count + 1 ? parts[files.count + 1].split(separator: "\n") : []
            let words = facts.first?.split(separator: " ") ?? []
            tomorrow = words.count > 1 ? String(words[1]) : ""
            isRoots = words.last == "root"
        }

        /// Whether a certificate was signed by the authority, or that may be `unknown` and is.
        func isVerified(_ path: String, orUnknown: Bool) -> Bool {
            verified.contains("\(path): OK")
                || orUnknown && (verified.isEmpty || verified == ["verified", "unknown"])
        }

        /// How mode and owner of a file differ.
        func permissions(of file: (path: String, mode: Int, owner: String?)) -> [Difference] {
            guard let line = facts.first(where: { $0.hasSuffix(" " + file.path) }) else { return [] }
            let words = line.split(separator: " ").dropFirst().map(String.init)
            let mode = Int(words[0], radix: 8) ?? 0
            var sentences: [String] = []
            if mode != file.mode {
                sentences.append("the mode of \(file.path) is \(mode.octal), not \(file.mode.octal)")
            }
            let found = FileOwner(words[1])
            if let owner = file.owner ?? (isRoots ? "root:root" : nil), !found.is(owner) {
                sentences.append("the owner of \(file.path) is \(found), not \(owner)")
            }
            return sentences.map { Difference($0, remedy: "permit \(file.path)", about: .rights) }
        }
    }
}
