import Steps

/// Ports that another program uses.
enum AddressCauses {
    static let all = [inUse, notHeld, byHand]

    private static let inUse = KnownCause("address-in-use") { clues in
        guard let line = clues.line(with: "address already in use") else { return nil }
        let port = line.matches(of: /(?:(?:[0-9]{1,3}\.){3}[0-9]{1,3}|\]|\*|localhost|\s):([1-9][0-9]{1,4})/)
            .last?.1
        let other = port.flatMap { holder(of: $0, in: clues.evidence) }
        let what = port.map { "port \($0)" } ?? "the address"
        return Cause(
            "\(what) of \(clues.host) is in use already\(other.map { ", by \($0)" } ?? ""), so nobody else can listen "
                + "there. Find out what needs that program; then stop it, or let one of the two listen elsewhere."
        )
    }

    private static let notHeld = KnownCause("address-not-held") { clues in
        guard let line = clues.line(with: "cannot assign requested address") else { return nil }
        let address = line.firstMatch(of: /([0-9]{1,3}(?:\.[0-9]{1,3}){3}):[0-9]+/)?.1
        return Cause(
            "\(clues.host) does not hold the address \(address ?? "that a program wants to listen on"). Compare the setting "
                + "with `ip address` on that host.")
    }

    /// An address that the host holds although its keepalived is not in the state MASTER
    /// (keepalived.conf(5)).
    private static let byHand = KnownCause("address-by-hand") { clues in
        guard let line = clues.line(with: " holds on "), line.contains("address "),
            let address = line.firstMatch(of: /address ([0-9A-Fa-f.:]+) holds on/)?.1,
            let said = clues.evidence(titled: Collector.movingAddresses.title),
            clues.evidence(titled: Collector.addresses.title)?.contains(" \(address)/") == true,
            !said.contains("Entering MASTER STATE")
        else { return nil }
        let state = said.split(separator: "\n").last.map { Clues.quoted($0) } ?? "nothing"
        return Cause(
            "\(clues.host) holds \(address), but not by keepalived, which says there: \(state). Somebody added the address by "
                + "hand, or a keepalived that was killed has left it. One that starts takes it off: systemctl restart keepalived"
        )
    }

    /// `nc (process 123)`, from `*:6443 users:(("nc",pid=123,fd=3))`.
    private static func holder(of port: Substring, in evidence: [Evidence]) -> String? {
        let lines = evidence.flatMap { $0.text.split(separator: "\n") }
        let line = lines.first { $0.contains(":\(port) ") && $0.contains("users:((") }
        guard let match = line?.firstMatch(of: /users:\(\("([^"]{1,40})",pid=([0-9]+)/) else { return nil }
        return "\(Clues.quoted(match.1)) (process \(match.2))"
    }
}
