import Yams

extension ManifestStep {
    /// Each object is deleted; its replicas are one more, a label or a selector of it is another.
    ///
    /// Undone by applying what the step says, and waiting where it waits.
    public func mutations(on host: Host) -> [Mutation] {
        nodes.flatMap { node -> [Mutation] in
            let object = Object(node)
            return [mutation("\(object.name) is deleted", "\(kubectl) delete --now \(object.words)")]
                + object.patches.map { title, patch in
                    mutation(
                        "\(object.name): \(title)",
                        "\(kubectl) patch \(object.words) --type=merge -p \(Script.quote(patch))")
                }
        }
    }

    private func mutation(_ title: String, _ command: String) -> Mutation {
        let undoing = commands(on: .local, after: nil).compactMap { command in
            if case .run(let script) = command { script } else { nil }
        }
        return Mutation(title, breaking: Script(command), undoing: undoing.first)
    }

    /// What can be said of one object in a command line.
    private struct Object {
        let node: Node
        let name: String
        let words: String

        init(_ node: Node) {
            self.node = node
            let kind = node["kind"]?.string?.lowercased() ?? ""
            name = "\(kind)/\(node["metadata"]?["name"]?.string ?? "")"
            let namespace = node["metadata"]?["namespace"]?.string
            words = Script.quote(name) + (namespace.map { " --namespace=" + Script.quote($0) } ?? "")
        }

        /// What is another, in words, and as a merge patch in JSON.
        var patches: [(title: String, patch: String)] {
            var patches: [(String, String)] = []
            if let replicas = node["spec"]?["replicas"]?.int {
                patches.append(
                    ("\(replicas + 1) replicas", "{\"spec\":{\"replicas\":\(replicas + 1)}}"))
            }
            if let label = first(node["metadata"]?["labels"]) {
                patches.append(("another \(label)", "{\"metadata\":{\"labels\":{\"\(label)\":\"other\"}}}"))
            }
            if name.hasPrefix("service/"), let label = first(node["spec"]?["selector"]) {
                patches.append(
                    ("selects another \(label)", "{\"spec\":{\"selector\":{\"\(label)\":\"other\"}}}"))
            }
            return patches
        }

        private func first(_ node: Node?) -> String? { node?.mapping?.keys.first?.string }
    }
}
