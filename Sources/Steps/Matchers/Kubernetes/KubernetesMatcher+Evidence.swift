extension KubernetesMatcher {
    /// What happened to the object, how it is described, and the nodes.
    var collectors: [Collector] {
        let cluster = Cluster(
            arguments.filter { !$0.hasPrefix("--namespace=") }.map { Script.quote($0) }.joined(separator: " ")
        )
        let namespace = arguments.first { $0.hasPrefix("--namespace=") }?.dropFirst("--namespace=".count)
        return cluster.collectors(object: objects, namespace: namespace.map(String.init)) + [cluster.nodes]
    }
}
