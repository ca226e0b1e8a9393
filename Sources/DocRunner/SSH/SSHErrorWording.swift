extension SSHError: CustomStringConvertible {
    /// The host, what happened, and what to do next, on one line or a few.
    public var description: String {
        "\(target.name) (\(target.user)@\(target.address) port \(target.port)): \(summary)\n\(advice)"
    }

    /// What happened, as one sentence without the host's name.
    public var summary: String {
        switch kind {
        case .unknownAddress(let reason): "the address \(target.address) cannot be looked up: \(reason)."
        case .noNamespace(let path, let reason):
            "the network namespace \(path) cannot be entered: \(reason)."
        case .refused: "nothing listens on the port: the connection was refused."
        case .noRoute(let reason): "there is no route to the host: \(reason)."
        case .connectTimedOut(let time):
            "the host did not answer within \(seconds(time)) of trying to connect."
        case .silent(let phase, let time):
            "the port is open, but the \(phase.rawValue) was not finished within \(seconds(time))."
        case .connectFailed(let reason): "the connection could not be made: \(reason)."
        case .jumpRefused(let jump, let reason): "the jump host \(jump) cannot connect to it: \(reason)."
        case .notSSH(let reason): "what answers on the port is not an SSH server: \(reason)."
        case .noCommonMethods(let reason):
            "the server and labctl have no SSH method in common: \(reason)."
        case .keyExchangeFailed(let reason): "the server broke off the key exchange: \(reason)."
        case .knownHostsUnreadable(let path, let reason): "the file \(path) cannot be read: \(reason)."
        case .unknownHostKey(let key):
            "its \(key.type) key is not in \(target.knownHosts): \(key.fingerprint)"
        case .changedHostKey(let key):
            "IT SHOWED ANOTHER KEY THAN THE ONE IN \(target.knownHosts): \(key.type) \(key.fingerprint)"
        case .revokedHostKey(let key, let file):
            "ITS KEY IS REVOKED in \(file): \(key.type) \(key.fingerprint)"
        case .onlyAuthorityKnown(let key):
            "\(target.knownHosts) trusts it by a certificate (@cert-authority), which labctl cannot check, and has no "
                + "\(key.type) key of it: \(key.fingerprint)"
        case .badIdentity(let path, let problem): "the private key \(path) \(wording(of: problem))."
        case .nothingToOffer(let accepted):
            "the server accepts only \(list(accepted)), and labctl has no such key or password to offer."
        case .keysRefused(let paths, _): "the server refused \(list(paths)) for \(target.user)."
        case .agentFailed(let path, let reason): "the ssh-agent at \(path) did not sign: \(reason)."
        case .tooManyKeys(let count): "the server closed the connection after \(count) keys."
        case .rsaKeyRefused(let path, _): "the server refused a signature by the RSA key \(path)."
        case .passwordRefused: "the server refused the password of \(target.user)."
        case .noShell(let user, let status, let output):
            "bash could not be started as \(user) (status \(status.map(String.init) ?? "unknown")): \(output)"
        case .channelRefused(let reason): "the server refused to open another channel: \(reason)."
        case .shellEnded(let partial):
            "the shell on the host ended in the middle of a command\(printed(partial))."
        case .lost(let reason, let partial):
            "the connection was lost: \(reason)\(partial.map(printed) ?? "")."
        case .flooding(let phase, let bytes):
            "the server sent \(bytes >> 10) KiB that labctl had not requested"
                + (phase == .work ? "" : " before the \(phase.rawValue) was finished")
                + ", which no SSH server does: the connection was cut."
        case .unkillable(let partial):
            "a command did not end although its processes were killed\(printed(partial))."
        case .closed: "the connection is closed."
        case .localFile(let path, let reason): "the local file \(path) cannot be read: \(reason)."
        case .library(let operation, let code, let message):
            "libssh2 could not \(operation): \(message) (\(code))."
        }
    }

    /// What to do next.
    public var advice: String {
        switch kind {
        case .unknownAddress: "Correct the host's address in the lab file."
        case .noNamespace: "Is the lab up, and do you have the right to enter it (root)?"
        case .refused: "Is the SSH server started, and is this its port?"
        case .noRoute, .connectTimedOut: "Is the host on, and its address right? Is a firewall in between?"
        case .silent: "The host may be overloaded or still starting; try again, or look at its console."
        case .connectFailed: "Correct the cause that the system names, and try again."
        case .jumpRefused:
            "Is the host on, and its address right as the jump host sees it? Does the jump host allow AllowTcpForwarding?"
        case .notSSH: "Is the port right? Another program may be using it."
        case .noCommonMethods:
            "If the server has only an RSA host key, give it another: ssh-keygen -A, and restart it. "
                + "(libssh2 before 1.11 knows RSA only with SHA-1.)"
        case .keyExchangeFailed:
            "The host knows why: look at what its SSH server has logged (journalctl -u ssh)."
        case .knownHostsUnreadable(let path, _): "Make \(path) a readable file."
        case .unknownHostKey(let key), .onlyAuthorityKnown(let key):
            """
            Compare the fingerprint with what the host's console says:
              ssh-keygen -lf /etc/ssh/ssh_host_\(key.fileType)_key.pub
            If it is the same, accept the key:
            \(acceptance(of: key))
            """
        case .changedHostKey(let key):
            """
            Either the host was reinstalled, or another machine has its address, or an attacker is in between. Find out
            which before going on: compare the fingerprint with what the host's console says. If the host was built
            anew, forget the old key and accept the new one:
              ssh-keygen -f \(BashProtocol.word(target.knownHosts)) -R \(BashProtocol.word(target.knownHostsName))
            \(acceptance(of: key))
            """
        case .revokedHostKey:
            "Do not connect: the mark @revoked there means that others may have this key. "
                + "Give the host a new key, and write that one into \(target.knownHosts)."
        case .badIdentity(let path, let problem): remedy(for: problem, path)
        case .nothingToOffer:
            "Name a private key (ssh-keygen -t ed25519 makes one) in the lab file, or put it into your ssh-agent: ssh-add"
        case .keysRefused(let paths, _):
            "Is \(paths.first { $0.hasPrefix("/") }.map { "\($0).pub" } ?? "one of them") in ~\(target.user)/.ssh/authorized_keys on the host, "
                + "and the user's name right?"
        case .agentFailed:
            "Does ssh-add -l list the key? Answer the agent's question if it asks one, and try again."
        case .tooManyKeys: "Name the key that the host accepts in the lab file: ssh: {identity: …}"
        case .rsaKeyRefused(_, let library):
            "libssh2 \(library) signs with RSA only by SHA-1, which servers refuse since OpenSSH 8.8. "
                + "Use an ed25519 or ECDSA key: ssh-keygen -t ed25519"
        case .passwordRefused: "Correct the password, or use a key."
        case .noShell(let user, _, _):
            user == target.user
                ? "Is bash installed on the host?"
                : "On the host, \(target.user) must be allowed: sudo -n -u \(user) bash"
        case .channelRefused: "Raise MaxSessions in the host's sshd_config (10 is usual)."
        case .shellEnded: "Did the command end its own shell? Look at what it printed, and try again."
        case .lost: "Is the host still on? Connect again; what is done is not lost."
        case .flooding:
            "Is the address right, and who has changed the server there? Look at the host's console. "
                + "No other host is delayed by it."
        case .unkillable:
            "A process on the host hangs in its kernel (a dead mount?). Look there, or restart the host."
        case .closed: "Connect again."
        case .localFile(let path, _):
            "Is \(path) there and readable, and has no other program changed it "
                + "meanwhile?"
        case .library: "This is unexpected: try again, and report it if it stays."
        }
    }

    /// The command that accepts the key: it runs on the machine that connects to the host, and writes the
    /// name that labctl looks up.
    private func acceptance(of key: HostKey) -> String {
        let word = BashProtocol.word
        var scan = "ssh-keyscan -t \(key.fileType) -p \(target.port) \(word(target.address))"
        if let jump = target.jumps.last {
            scan = "ssh -p \(jump.port) -- \(word("\(jump.user)@\(jump.address)")) \(word(scan))"
        }
        if let namespace = target.networkNamespace { scan = "nsenter \(word("--net=\(namespace)")) \(scan)" }
        if let alias = target.hostKeyAlias { scan += " | sed \(word("s/^[^ #]*/\(alias)/"))" }
        return "  \(scan) >> \(word(target.knownHosts))"
    }

    private func wording(of problem: IdentityProblem) -> String {
        switch problem {
        case .missing: "does not exist"
        case .unreadable(let reason): "cannot be read: \(reason)"
        case .encrypted: "is protected by a passphrase, and no ssh-agent holds it"
        case .malformed: "is not a private key in a known format"
        }
    }

    private func remedy(for problem: IdentityProblem, _ path: String) -> String {
        switch problem {
        case .missing:
            "Correct the path in the lab file, or make the key: ssh-keygen -t ed25519 -f \(BashProtocol.word(path))"
        case .unreadable: "Make it readable for you alone: chmod 600 \(BashProtocol.word(path))"
        case .encrypted:
            "Put it into your ssh-agent, which asks for the passphrase: ssh-add \(BashProtocol.word(path))"
        case .malformed: "Name the private key, not the .pub file; OpenSSH's and PEM formats are understood."
        }
    }

    private func printed(_ partial: CommandResult) -> String {
        let bytes = partial.stdout.total + partial.stderr.total
        return bytes == 0 ? "" : " after a command had printed \(bytes) bytes"
    }

    private func seconds(_ duration: Duration) -> String {
        let seconds = duration / .seconds(1)
        return seconds < 1 ? "\(Int(seconds * 1000)) ms" : "\(Int(seconds.rounded())) s"
    }

    private func list(_ words: [String]) -> String {
        words.isEmpty ? "nothing" : words.joined(separator: ", ")
    }
}
