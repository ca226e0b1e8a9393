import Steps

/// Certificates that the other side does not accept.
enum CertificateCauses {
    static let all = [expired, notYetValid, names, unknownAuthority, refused]

    private static let again = "Make it again (the step that writes it), and restart what serves it."

    private static let expired = KnownCause("certificate-expired") { clues in
        guard let line = clues.line(with: "certificate has expired", "has expired or does within a day"),
            !line.contains("is before")
        else { return nil }
        return Cause("a certificate has expired. \(again)")
    }

    private static let notYetValid = KnownCause("certificate-not-yet-valid") { clues in
        let phrase = clues.line(with: "not yet valid")
        guard phrase != nil else { return nil }
        return Cause(
            "a certificate is not valid yet: it was made by a clock that is ahead, or this host's clock is behind. "
                + "Compare `date` on both, then make the certificate again.")
    }

    /// Go's crypto/x509, OpenSSL through curl(1), openssl-verify(1), and labctl's own step `pki`.
    private static let names = KnownCause("certificate-names") { clues in
        let missing =
            clues.word(/certificate is valid for .*, not ([^\s"',]+)/, inLineWith: "certificate is valid for")
            ?? clues.word(/wanted to match ([^\s"',]+)/, inLineWith: "not valid for any names")
            ?? clues.word(/cannot validate certificate for ([^\s"',]+)/, inLineWith: "any ip sans")
            ?? clues.word(
                /target (?:host name|ipv4 address|ipv6 address) '([^']+)'/.ignoresCase(),
                inLineWith: "no alternative certificate subject name")
            ?? clues.word(/\/\S+ does not name (.+)/, inLineWith: " does not name ")
        guard let missing else { return nil }
        let found = clues.word(/certificate is valid for (.*), not\b/, inLineWith: "certificate is valid for")
        return Cause(
            "the certificate does not name \(missing)\(found.map { "; it names \($0)" } ?? ""). \(again)")
    }

    private static let unknownAuthority = KnownCause("certificate-unknown-authority") { clues in
        let line = clues.line(
            with: "certificate signed by unknown authority", "unable to get local issuer certificate",
            "self-signed certificate", "self signed certificate", "unknown certificate authority",
            "tls: unknown ca",
            "is not signed by the authority at")
        guard line != nil else { return nil }
        return Cause(
            "the certificate was signed by another authority than the one that is trusted here: both sides must have the "
                + "same ca.crt. Compare them with openssl x509 -noout -fingerprint -in ca.crt.")
    }

    private static let refused = KnownCause("certificate-refused") { clues in
        guard
            clues.line(
                with: "tls: bad certificate", "tls: certificate required", "alert bad certificate",
                "alert certificate required") != nil
        else { return nil }
        return Cause(
            "the server did not accept the client's certificate: there is none, or it was signed by another authority than "
                + "the one that the server trusts for its clients.")
    }
}
