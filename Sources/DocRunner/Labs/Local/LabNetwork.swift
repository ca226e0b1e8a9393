import Steps

/// The lab's own network: one namespace that holds a bridge, and a namespace and a veth pair for each host.
///
/// The subnet exists in there and nowhere else, so it cannot clash with this computer's networks or another lab's.
struct LabNetwork: Sendable {
    /// The name of the namespace that holds the bridge, as `ip netns` shows it.
    let name: String
    /// The subnet; its first address is this computer's, on the bridge.
    let subnet: Subnet

    /// The file to enter the namespace by (setns(2)).
    var path: String { "/run/netns/\(name)" }

    /// The namespace of one host.
    func name(of host: Host) -> String { "\(name)-\(host.name)" }

    /// Makes the namespace and its bridge.
    func create() async throws {
        try await LocalCommand("ip", "netns", "add", name).run()
        try await batch(
            in: name,
            [
                "link set lo up",
                "link add br0 type bridge mcast_snooping 0 stp_state 0 forward_delay 0",
                "addr add \(subnet.first)/\(subnet.prefix) dev br0",
                "link set br0 up",
            ])
    }

    /// Gives hosts fresh namespaces, plugged into the bridge. `ports` are their places in the lab file.
    func plug(_ hosts: [(host: Host, port: Int)]) async throws {
        try await batch(
            in: nil,
            hosts.flatMap { host, port in
                [
                    "netns add \(name(of: host))",
                    "link add p\(port) netns \(name) type veth peer name eth0 address \(hardware(port)) netns \(name(of: host))",
                ]
            })
        try await batch(in: name, hosts.map { "link set p\($0.port) master br0 up" })
        try await inParallel(hosts.map(\.host)) { host in
            try await batch(
                in: name(of: host),
                [
                    "link set lo up",
                    "addr add \(host.address)/\(subnet.prefix) dev eth0",
                    "link set eth0 up",
                ])
        }
    }

    /// A host keeps its hardware address over a power cut, as real ones do: its peers still know the way to it.
    private func hardware(_ port: Int) -> String {
        let digits = String(port & 0xFF, radix: 16)
        return "02:6c:61:62:00:" + (digits.count < 2 ? "0" : "") + digits
    }

    /// Takes the cable of a port out or puts it back: nothing of the host is heard any more, not even a reset.
    func setLink(port: Int, up: Bool) async throws {
        try await LocalCommand("ip", "-n", name, "link", "set", "p\(port)", up ? "up" : "down").run()
    }

    /// Removes what an earlier boot left of a host's port and namespace.
    func unplug(_ host: Host, port: Int) async {
        guard Files.exists("/run/netns/\(name(of: host))") else { return }
        _ = try? await LocalCommand("ip", "-n", name, "link", "del", "p\(port)").run()
        _ = try? await LocalCommand("ip", "netns", "del", name(of: host)).run()
    }

    /// Removes all of it.
    func remove() async { await Self.remove(named: name) }

    /// The name of a lab's namespace, by what the local lab calls the lab.
    static func name(ofLab lab: String) -> String { "labctl-\(lab)" }

    /// Removes all of the network of that name, whatever is left of it.
    static func remove(named name: String) async {
        let mine = Files.names(in: "/run/netns").filter { $0 == name || $0.hasPrefix("\(name)-") }
        let lines = mine.map { "netns del \($0)\n" }.joined()
        if !mine.isEmpty { _ = try? await LocalCommand("ip", "-force", "-batch", "-", input: lines).run() }
    }

    private func batch(in namespace: String?, _ lines: [String]) async throws {
        let place = namespace.map { ["-n", $0] } ?? []
        let input = lines.joined(separator: "\n") + "\n"
        try await LocalCommand(["ip"] + place + ["-batch", "-"], input: input).run()
    }
}
