/// Makes authorities, keys and certificates on the computer that labctl runs on, under `pki/` of the lab's state.
struct PkiWorkshop {
    let authority: String
    let host: String

    /// One script for several files; what is there already and still good is kept (openssl-req(1)).
    func script(for files: [PkiFile]) -> Script {
        let lines = files.map { file in
            switch file {
            case .authority: ""
            case .certificate(let certificate): issue(certificate)
            case .keyPair(let key, _, _, _): "key_pair \(Script.quote(local(key, isShared: true)))\n"
            }
        }
        return Script(Self.prelude + "authority\n" + lines.joined())
            .with(
                assignments:
                    "ca=\(Script.quote("pki/\(authority)"))\nname=\(Script.quote(authority))\nhost=\(Script.quote(host))\n"
            )
    }

    /// The uploads that put a file on the host.
    func uploads(of file: PkiFile) -> [Command] {
        let sources =
            switch file {
            case .authority: ["pki/\(authority)/ca.crt"]
            case .certificate(let it): [local(it.path) + ".crt", local(it.path) + ".key"]
            case .keyPair(let key, _, _, _):
                [local(key, isShared: true) + ".key", local(key, isShared: true) + ".pub"]
            }
        return zip(sources, file.placed).map { source, target in
            .upload(Upload(.localFile(source), to: target.path, owner: target.owner, mode: target.mode))
        }
    }

    private func issue(_ certificate: PkiFile.Certificate) -> String {
        let usage = certificate.usages.map(\.configured).joined(separator: ",")
        let words = [local(certificate.path), certificate.subject, usage, certificate.configuredNames]
        return "issue " + words.map { Script.quote($0) }.joined(separator: " ") + "\n"
    }

    private func local(_ path: String, isShared: Bool = false) -> String {
        "pki/\(authority)/\(isShared ? "shared" : host)/" + path.dropFirst().replacing("/", with: "%")
    }

    private static let prelude = """
        set -euo pipefail
        umask 077
        mkdir -p "$ca/shared" "$ca/$host"
        exec 9>pki/.lock
        flock 9
        configuration() {
            printf '[req]\\ndistinguished_name=dn\\nprompt=no\\nutf8=yes\\nx509_extensions=v3\\n[dn]\\n[v3]\\n'
            printf 'subjectKeyIdentifier=hash\\n'
            printf '%s\\n' "$@"
        }
        request() { openssl req -x509 -utf8 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc "$@"; }
        fits() { [[ $(openssl x509 -in "$1.crt" -noout -pubkey 2>&1) == "$(openssl pkey -in "$1.key" -pubout 2>&1)" ]]; }
        lasts() { openssl verify -CAfile "$ca/ca.crt" -attime $((EPOCHSECONDS + 86400)) "$1" >/dev/null 2>&1; }
        authority() {
            if [[ -s $ca/ca.crt && -s $ca/ca.key ]]; then
                fits "$ca/ca" || { echo "$PWD/$ca/ca.key is not the key of $PWD/$ca/ca.crt: bring back the pair that" \\
                    "belongs together, or keep both elsewhere and a new authority is made" >&2; exit 1; }
                lasts "$ca/ca.crt" || { echo "the authority at $PWD/$ca/ca.crt has expired, or is no authority: keep it and its" \\
                    "key elsewhere, and a new one is made" >&2; exit 1; }
                return
            fi
            configuration basicConstraints=critical,CA:TRUE keyUsage=critical,keyCertSign,cRLSign >"$ca/ca.cnf"
            request -config "$ca/ca.cnf" -subj "/CN=$name" -days 3650 -keyout "$ca/ca.key.new" -out "$ca/ca.crt.new" 2>&1
            mv "$ca/ca.key.new" "$ca/ca.key"
            mv "$ca/ca.crt.new" "$ca/ca.crt"
        }
        issue() {
            local wanted="$2|$3|$4"
            if [[ -s $1.crt && -s $1.key && -s $1.txt && $(<"$1.txt") == "$wanted" ]] && lasts "$1.crt" && fits "$1"; then return; fi
            configuration basicConstraints=critical,CA:FALSE keyUsage=critical,digitalSignature,keyEncipherment \\
                authorityKeyIdentifier=keyid "extendedKeyUsage=$3" ${4:+"subjectAltName=$4"} >"$1.cnf"
            request -config "$1.cnf" -subj "$2" -CA "$ca/ca.crt" -CAkey "$ca/ca.key" -days 825 \\
                -keyout "$1.key" -out "$1.crt" 2>&1
            printf '%s\\n' "$wanted" >"$1.txt"
        }
        key_pair() {
            if [[ -s $1.key && -s $1.pub ]]; then return; fi
            openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1.key"
            openssl pkey -in "$1.key" -pubout -out "$1.pub"
        }

        """
}

extension Script {
    fileprivate func with(assignments: String) -> Script { Script(assignments + text) }
}
