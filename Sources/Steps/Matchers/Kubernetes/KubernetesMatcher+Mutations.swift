extension KubernetesMatcher {
    /// A workload is scaled to nothing, another object deleted; a node is no object that can be made again.
    func mutations(on host: Host) -> [Mutation] {
        let parts = objects.split(separator: "/").map(String.init)
        guard parts.count == 2, !["no", "node", "nodes"].contains(parts[0]) else { return [] }
        return Self.scalable.contains(parts[0]) ? [scaled] : [deleted]
    }

    private static let scalable = [
        "deployment", "deployments", "deploy", "statefulset", "statefulsets", "sts",
    ]

    private var kubectl: String { arguments.map { Script.quote($0) }.joined(separator: " ") }

    private var scaled: Mutation {
        let word = Script.quote(objects)
        return Mutation(
            "\(objects) has no replicas",
            breaking: Script(
                """
                set -e
                \(kubectl) get \(word) -o 'jsonpath={.spec.replicas}' >/run/labctl-replicas
                \(kubectl) scale --replicas=0 \(word)
                """),
            undoing: Script(
                "\(kubectl) scale --replicas=\"$(</run/labctl-replicas)\" \(word) && rm /run/labctl-replicas")
        )
    }

    private var deleted: Mutation {
        let word = Script.quote(objects)
        return Mutation(
            "\(objects) is deleted",
            breaking: Script(
                """
                set -e
                \(kubectl) get \(word) -o yaml >/run/labctl-object
                \(kubectl) delete --now \(word)
                """),
            undoing: Script(
                """
                grep -vE '^  (uid|resourceVersion):' /run/labctl-object | \(kubectl) create -f - &&
                    rm /run/labctl-object
                """))
    }
}
