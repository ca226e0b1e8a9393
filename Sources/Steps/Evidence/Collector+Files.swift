// What a host knows of its files.
extension Collector {
    /// Every part of a path with its mode and owner (namei(1)); of a directory, some of what is in it.
    static func path(_ path: String) -> Collector {
        let word = Script.quote(path)
        return Collector(
            "\(path) and what it lies in",
            Script(
                """
                if command -v namei >/dev/null; then namei -l -- \(word) 2>&1; else stat -L -- \(word) 2>&1; fi
                [[ ! -d \(word) ]] || ls -la -- \(word) 2>&1 | head -n 15
                """))
    }

    /// What is mounted where a path lies (findmnt(8)).
    static func mount(_ path: String) -> Collector {
        with(
            "findmnt", "what is mounted at \(path)",
            """
            p=\(Script.quote(path)); until [[ -e $p || -z $p ]]; do p=${p%/*}; done
            findmnt -T "${p:-/}" -n -o TARGET,SOURCE,FSTYPE,OPTIONS 2>&1
            """)
    }

    /// Whom a certificate names, who signed it and from when to when it is valid (openssl-x509(1)); never a key.
    static func certificate(at path: String) -> Collector {
        with(
            "openssl", "the certificate \(path)",
            "openssl x509 -noout -subject -issuer -dates -ext subjectAltName -in \(Script.quote(path)) 2>&1 | head -n 12"
        )
    }
}
