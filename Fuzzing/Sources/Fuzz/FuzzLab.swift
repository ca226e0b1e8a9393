import Steps

/// The lab that chapters are read in.
enum FuzzLab {
    static let inventory = Inventory(
        name: "celtic",
        hosts: [
            Host(name: "morrigan", address: "10.0.0.43", roles: ["masters", "etcd"]),
            Host(name: "balar", address: "10.0.0.44", roles: ["masters", "etcd"]),
            Host(name: "artio", address: "10.0.0.45", roles: ["workers"]),
        ],
        virtualAddresses: [.init(name: "api", address: "10.0.0.39", role: "masters")],
        variables: ["pod_network": .text("10.80.0.0/16"), "password": .secret("swordfish")])
}
