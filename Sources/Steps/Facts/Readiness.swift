/// Whether objects of a cluster are ready, read from columns that kubectl(1) prints of one object or of many.
struct Readiness {
    private let values: [Substring]

    /// The `-o` form; `condition` is the type of the status condition that is shown, `ready` being `Ready`.
    ///
    /// `more` fields come after those that are read here.
    static func columns(condition: String = "ready", besides more: [String] = []) -> String {
        let type = condition == "ready" ? "Ready" : condition
        let fields = [
            ".kind", ".metadata.name", ".status.conditions[?(@.type==\"\(type)\")].status",
            ".metadata.generation", ".status.observedGeneration", ".spec.replicas", ".status.readyReplicas",
            ".status.updatedReplicas", ".status.replicas", ".status.desiredNumberScheduled",
            ".status.numberReady", ".status.updatedNumberScheduled",
        ]
        return "custom-columns=" + (fields + more).enumerated().map { "C\($0):\($1)" }.joined(separator: ",")
    }

    /// One value a line of kubectl's answer.
    static func objects(in answer: String) -> [Readiness] {
        answer.split(separator: "\n").map { $0.split(separator: " ") }.filter { $0.count >= 12 }
            .map { Readiness(values: $0) }
    }

    /// How the object falls short of a condition, or of being ready by the rules of its kind; nil when it does not.
    func difference(condition: String = "ready") -> Difference? {
        let name = "\(values[0].lowercased())/\(values[1])"
        if condition != "ready" && condition != "Ready" {
            return values[2] == "True" ? nil : Difference("\(name) is not \(condition)")
        }
        switch values[0] {
        case "Deployment", "StatefulSet", "ReplicaSet", "ReplicationController":
            let wanted = number(5)
            if number(4) < number(3) { return Difference("the change of \(name) was not taken up yet") }
            let updated = values[0].hasPrefix("Replica") ? wanted : number(7)
            if number(6) == wanted && updated == wanted && number(8) == wanted { return nil }
            return Difference(
                "\(number(6)) of \(wanted) replicas of \(name) are ready (\(updated) up to date)")
        case "DaemonSet":
            if number(4) < number(3) { return Difference("the change of \(name) was not taken up yet") }
            if number(10) == number(9) && number(11) == number(9) { return nil }
            return Difference(
                "\(number(10)) of \(number(9)) pods of \(name) are ready (\(number(11)) up to date)")
        case "Pod", "Node":
            return values[2] == "True" ? nil : Difference("\(name) is not ready")
        default: return nil
        }
    }

    private func number(_ column: Int) -> Int { Int(values[column]) ?? 0 }
}
