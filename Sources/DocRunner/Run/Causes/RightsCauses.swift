import Steps

/// Missing permissions.
enum RightsCauses {
    static let all = [key, forbidden, unauthorised]

    private static let key = KnownCause("permission-denied") { clues in
        guard clues.line(with: "permission denied") != nil else { return nil }
        let path =
            clues.word(/open (\/[^\s:'"]+): permission denied/, inLineWith: "permission denied")
            ?? clues.word(/['" ](\/[^\s:'"]+)['"]?: Permission denied/, inLineWith: "permission denied")
            ?? clues.word(/cannot (?:open|access|read) '?(\/[^\s:'"]+)/, inLineWith: "permission denied")
        guard let path else { return nil }
        return Cause(
            "the program may not read \(path): its owner or mode, or that of a directory above it, keeps the program's user "
                + "out (namei -l \(path)). A key stays secret: change its owner, do not open it to all.")
    }

    private static let forbidden = KnownCause("forbidden") { clues in
        guard let line = clues.line(with: "forbidden: user") else { return nil }
        let pattern = /User \\?"([^"\\]{1,100})\\?" cannot ([a-z]+) (?:resource|path) \\?"([^"\\]{1,100})/
        guard let match = line.firstMatch(of: pattern) else { return nil }
        if match.1 == "system:anonymous" {
            return Cause(
                "the client showed no certificate, and anonymous clients may not \(match.2) \(match.3). Name a client certificate; if "
                    + "anonymous clients should be allowed, the API server may not have created its roles "
                    + "yet: wait a moment."
            )
        }
        return Cause(
            "the API server knows \(match.1), and RBAC does not let that user \(match.2) \(match.3): bind a role to it, or "
                + "correct the name in its certificate.")
    }

    private static let unauthorised = KnownCause("unauthorised") { clues in
        guard clues.line(with: "(unauthorized)", "must be logged in to the server", "401 unauthorized") != nil
        else { return nil }
        return Cause(
            "the API server does not know who asks: the kubeconfig has no certificate, or one that was signed by another "
                + "authority than the API server's --client-ca-file.")
    }
}
