import Steps

/// Servers that cannot be reached: refused, unknown and silent are three different things.
enum ReachCauses {
    static let all = [noRoute, refused, silent, late]

    private static let refused = KnownCause("connection-refused") { clues in
        let line = clues.line(
            with: "connection refused", "was refused", "nothing accepts connections",
            "couldn't connect to server")
        guard let line else { return nil }
        return Cause(
            "nothing listens on \(server(in: line) ?? "that port"): the host is there and refuses the connection. Is the server "
                + "started (systemctl status), and does it listen on that address (ss -ltn)?")
    }

    /// curl(1) has the same message for a refused connection and for a missing route. A refusal comes at
    /// once; a missing route takes seconds.
    private static let noRoute = KnownCause("no-route") { clues in
        let plain = clues.line(with: "no route to host", "network is unreachable", "host is unreachable")
        let slow = clues.line(with: "couldn't connect to server").flatMap { line in
            line.contains(/after [0-9]{4,} ms/) ? line : nil
        }
        guard let line = plain ?? slow else { return nil }
        return Cause(
            "there is no way to \(server(in: line) ?? "that host") from \(clues.host): is it on, does a "
                + "host hold the address, "
                + "and does ip route know the way?")
    }

    private static let silent = KnownCause("timed-out") { clues in
        let line = clues.line(
            with: "i/o timeout", "connection timed out", "nothing answers in time",
            "operation timed out", "connection attempt timed out")
        guard let line else { return nil }
        return Cause(
            "\(server(in: line) ?? "the server") does not answer at all, not even to refuse: the machine is off or cut off, a "
                + "firewall drops what is sent, or the program hangs.")
    }

    /// Clients of etcd and of gRPC try again and again, also where nothing listens.
    private static let late = KnownCause("not-in-time") { clues in
        guard let line = clues.line(with: "context deadline exceeded") else { return nil }
        return Cause(
            "\(server(in: line) ?? "the server") did not answer in time: nothing may be listening there, or it waits for "
                + "something itself, as etcd does for its quorum. Look at its unit and its journal on that host."
        )
    }

    /// `10.0.0.39:6443`, or `port 6443 of 10.0.0.39`, from a line that tells of a connection.
    private static func server(in line: String) -> String? {
        if let match = line.firstMatch(of: /port ([0-9]{1,5}) of ([0-9A-Fa-f.:]{2,40}[0-9A-Fa-f])/) {
            return "\(match.2):\(match.1)"
        }
        if let match = line.firstMatch(of: /connect to ([^\s]{1,60}) port ([0-9]{1,5})/) {
            return "\(match.1):\(match.2)"
        }
        let addresses = line.matches(
            of: /([0-9]{1,3}(?:\.[0-9]{1,3}){3}|\[[0-9A-Fa-f:]+\]|localhost):([0-9]{1,5})/)
        return addresses.last.map { String($0.0) }
    }
}
