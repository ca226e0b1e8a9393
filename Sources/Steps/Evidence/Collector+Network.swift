// What a host knows of the network.
extension Collector {
    /// Who listens on TCP ports, or on one (ss(8)).
    static func listeners(on port: Int? = nil) -> Collector {
        with(
            "ss", port.map { "who listens on port \($0)" } ?? "the listening sockets",
            """
            ss -ltnpH \(port.map { "'sport = :\($0)'" } ?? "") 2>&- |
                while read -r _ _ _ local _ process; do echo "$local $process"; done | sort -u | head -n 60
            """)
    }

    /// The way to an address (ip-route(8)); nothing for the host itself, or for a variable of a script.
    static func route(to address: String) -> [Collector] {
        let isAddress = address.allSatisfy { $0.isLetter || $0.isNumber || ".:-".contains($0) }
        guard isAddress, !isLoopback(address) else { return [] }
        return [
            with("ip", "the route to \(address)", "ip route get \(Script.quote(address)) 2>&1 | head -n 2")
        ]
    }

    /// The addresses of all interfaces.
    public static let addresses = with("ip", "the addresses", "ip -brief address 2>&1 | head -n 20")

    /// In which state keepalived says that each of its instances is, from its journal since the boot: asking the process
    /// itself (keepalived(8), SIGUSR1) would write a file.
    public static let movingAddresses = with(
        "keepalived", "keepalived's own word",
        """
        command -v journalctl >/dev/null || exit 0
        pgrep -x keepalived >/dev/null || echo 'keepalived does not run'
        journalctl -q -b -u keepalived --no-pager -o cat -g 'Entering [A-Z]+ STATE' 2>&- | tail -n 200 |
            awk '{ last[$1] = $0 } END { for (name in last) print last[name] }' | sort | head -n 5
        """)

    /// Whom a server's certificate names, who signed it and from when to when it is valid (openssl-s_client(1)).
    static func certificate(of host: String, port: Int) -> Collector {
        let name =
            host.allSatisfy { $0.isNumber || ".:[]".contains($0) } ? "" : "-servername \(Script.quote(host))"
        return with(
            "openssl", "the certificate of \(host):\(port)",
            """
            openssl s_client -connect \(Script.quote("\(host):\(port)")) \(name) </dev/null 2>&- |
                openssl x509 -noout -subject -issuer -dates -ext subjectAltName 2>&-
            """)
    }

    /// How names are resolved here (resolv.conf(5)).
    static let resolver = Collector(
        "/etc/resolv.conf",
        Script(
            "[[ -e /etc/resolv.conf ]] || echo 'there is none'; grep -v '^#' /etc/resolv.conf 2>&- | head -n 20"
        ))

    /// Whether an address is the host's own.
    static func isLoopback(_ address: String) -> Bool {
        address.hasPrefix("127.") || address == "localhost" || address == "::1"
    }
}
