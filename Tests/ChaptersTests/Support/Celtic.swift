import Steps

/// The Celtic lab, as the lab file of the project says it.
enum Celtic {
    static let inventory = Inventory(
        name: "celtic",
        hosts: [
            host("tanaris", "10.0.0.48", "172.22.205.244", ["proxies"]),
            host("belenus", "10.0.0.53", "172.22.205.247", ["proxies"]),
            host("morrigan", "10.0.0.43", "172.22.205.240", ["masters", "etcd"]),
            host("balar", "10.0.0.44", "172.22.205.241", ["masters", "etcd"]),
            host("artio", "10.0.0.45", "172.22.205.242", ["workers", "etcd"]),
            host("esus", "10.0.0.46", "172.22.205.243", ["workers"]),
            host("angus", "10.0.0.52", "172.22.205.245", ["storage"]),
            host("dagda", "10.0.0.50", "172.22.205.246", ["storage"]),
        ],
        virtualAddresses: [
            .init(name: "entry", address: "10.0.0.38", publicAddress: "172.22.205.248"),
            .init(name: "api", address: "10.0.0.39", publicAddress: "172.22.205.249"),
        ],
        variables: ["pod_network": .text("routes")])

    private static func host(_ name: String, _ address: String, _ outside: String, _ roles: [String]) -> Host
    {
        Host(name: name, address: address, publicAddress: outside, roles: roles)
    }
}
