import Steps

/// Servers that cannot be reached: refused, unknown and silent are three different things.
enum ReachCauses {
    static let all = [refused, noRoute, silent]

    private static let refused = KnownCause("connection-refused") { clues in
        guard let line = clues.line(with: "connection refused", "nothing accepts connections", "connect to")
        else { return nil }
        guard
            line.lowercased().contains("refused") || line.contains("nothing accepts")
                || line.contains("ouldn't connect")
        else { return nil }
        return Cause(
            "nothing listens on \(server(in: line) ?? "that port"): the host is there and refuses the connection. Is the server "
                + "started (systemctl status), and does it listen on that address (ss -ltn)?")
    }

    private static let noRoute = KnownCause("no-route") { clues in
        guard let line = clues.line(with: "no route to host", "network is unreachable", "host is unreachable")
        else { return nil }
        return Cause(
            "there is no way to \(server(in: line) ?? "that host") from \(clues.host): is it on, does somebody hold the address, "
                + "and does ip route know the way?")
    }

    private static let silent = KnownCause("timed-out") { clues in
        let line = clues.line(
            with: "i/o timeout", "connection timed out", "nothing answers within",
            "context deadline exceeded",
            "operation timed out", "connection attempt timed out")
        guard let line else { return nil }
        return Cause(
            "\(server(in: line) ?? "the server") does not answer at all, not even to refuse: the machine is off or cut off, a "
                + "firewall drops what is sent, or the program hangs.")
    }

    /// `10.0.0.39:6443`, or `port 6443 of 10.0.0.39`, from a line that tells of a connection.
    private static func server(in line: String) -> String? {
        if let match = line.firstMatch(of: /port ([0-9]{1,5}) of ([0-9A-Fa-f.:]{3,40})/) {
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
