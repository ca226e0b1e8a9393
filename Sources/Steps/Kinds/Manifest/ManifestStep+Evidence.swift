import Yams

extension ManifestStep {
    /// What happened to the objects, how they are described, and the nodes that they need.
    public func collectors(on host: Host) -> [Collector] {
        let cluster = Cluster(kubectl)
        let objects = nodes.prefix(3).flatMap { node -> [Collector] in
            guard let kind = node["kind"]?.string, let metadata = node["metadata"],
                let name = metadata["name"]?.string
            else { return [] }
            return cluster.collectors(
                object: "\(kind.lowercased())/\(name)", namespace: metadata["namespace"]?.string)
        }
        return (objects + [cluster.nodes]).few
    }
}
