/// The bash that forges certificates on a host, by an authority of the same name that nobody trusts.
///
/// `$path` is the file to write into, which keeps its mode and owner; `$name` the authority's name.
enum PkiForgery {
    /// `forge KEY SUBJECT ISSUER DAYS USAGE NAMES` and `another_authority`.
    ///
    /// openssl-x509(1) signs, for openssl-req(1) refuses 0 DAYS: ended already.
    static let functions = """
        work=$(mktemp -d)
        trap 'rm -rf "$work"' EXIT
        request() { openssl req -utf8 -config "$work/cnf" "$@" 2>&-; }
        configuration() {
            printf '%s\\n' '[req]' distinguished_name=dn prompt=no utf8=yes x509_extensions=v3 '[dn]' '[v3]' "$@" >"$work/cnf"
        }
        authority() {
            configuration basicConstraints=critical,CA:TRUE
            request -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -subj "/CN=$name" -days 9 \\
                -keyout "$work/ca.key" -out "$work/ca.crt"
        }
        another_authority() { authority; cat "$work/ca.crt" >"$path"; }
        forge() {
            local signer=(-signkey "$1")
            if [[ -n $3 ]]; then authority; signer=(-CA "$work/ca.crt" -CAkey "$work/ca.key" -set_serial 1); fi
            configuration basicConstraints=critical,CA:FALSE "extendedKeyUsage=$5" ${6:+"subjectAltName=$6"}
            request -new -key "$1" -subj "$2" -out "$work/csr"
            openssl x509 -req -in "$work/csr" -days "$4" -extfile "$work/cnf" -extensions v3 "${signer[@]}" \\
                -out "$work/crt" 2>&-
            cat "$work/crt" >"$path"
        }

        """

    /// Writes a key of nobody's into `$path`.
    static let newKey =
        "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out \"$path.labctl-new\" 2>&-\n"
        + "cat \"$path.labctl-new\" >\"$path\"; rm \"$path.labctl-new\""
}
