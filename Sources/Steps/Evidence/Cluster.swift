/// How evidence is asked of a Kubernetes cluster: kubectl(1) with its options, quoted.
struct Cluster {
    let kubectl: String

    /// A cluster that is asked by these quoted words.
    init(_ kubectl: String) { self.kubectl = "\(kubectl) --request-timeout=\(Script.seconds(4))s" }

    /// The cluster that a command asks, with the kubeconfig that it names; nil where it does not call kubectl.
    init?(askedBy command: String) {
        let words = command.split(whereSeparator: \.isWhitespace)
        guard let place = words.firstIndex(where: { $0 == "kubectl" || $0.hasSuffix("/kubectl") }) else {
            return nil
        }
        let rest = words[words.index(after: place)...]
        let option = "--kubeconfig"
        let path =
            rest.first { $0.hasPrefix(option + "=") }?.dropFirst(option.count + 1)
            ?? rest.drop { $0 != option }.dropFirst().first
        self.init(Script.quote(words[place]) + (path.map { " --kubeconfig=\(Script.quote($0))" } ?? ""))
    }

    /// What happened to an object and to what was made for it, and how it is described.
    func collectors(object: String, namespace: String?) -> [Collector] {
        let space = namespace.map { " --namespace=\(Script.quote($0))" } ?? ""
        let name = object.split(separator: "/").last.map(String.init) ?? object
        let filter = object.contains("/") ? "grep -F -- \(Script.quote(name))" : "cat"
        return [
            Collector.with(
                tool, "the events about \(name)",
                """
                \(kubectl)\(space) get events --sort-by=.lastTimestamp --no-headers \\
                    -o custom-columns=T:.type,R:.reason,O:.involvedObject.name,M:.message 2>&1 | \(filter) | tail -n 15
                """),
            Collector.with(
                tool, "the end of the description of \(object)",
                "\(kubectl)\(space) describe \(Script.quote(object)) 2>&1 | tail -n 25"),
        ]
    }

    /// The nodes, and why one is not ready.
    var nodes: Collector {
        let condition = ".status.conditions[?(@.type==\"Ready\")]"
        let columns = "NODE:.metadata.name,READY:\(condition).status,WHY:\(condition).message"
        return Collector.with(
            tool, "the nodes",
            "\(kubectl) get nodes -o \(Script.quote("custom-columns=" + columns)) 2>&1 | head -n 12")
    }

    private var tool: String { kubectl.split(separator: " ").first.map(String.init) ?? "kubectl" }
}
