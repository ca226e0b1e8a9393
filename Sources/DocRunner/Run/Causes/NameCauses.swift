import Steps

/// Names that do not resolve.
enum NameCauses {
    static let all = [unresolved]

    private static let unresolved = KnownCause("name-unresolved") { clues in
        let name =
            clues.word(
                /lookup ([^\s:]+)(?: on [^\s:]+(?::[0-9]+)?)?: no such host/, inLineWith: "no such host")
            ?? clues.word(/Could not resolve (?:host|proxy): ([^\s;]+)/, inLineWith: "could not resolve")
            ?? clues.word(/Temporary failure resolving '([^']+)'/, inLineWith: "temporary failure resolving")
            ?? clues.word(/([^\s:]+): (?:Temporary failure in name|Name or service)/, inLineWith: "name")
        guard let name else { return nil }
        return Cause(
            "\(clues.host) cannot find out the address of \(name). Is it spelt right, in /etc/hosts, or known to the server "
                + "in /etc/resolv.conf?")
    }
}
