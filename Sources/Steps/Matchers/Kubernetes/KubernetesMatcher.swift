/// `kubernetes`: an object of the cluster is there, and ready or in a condition.
struct KubernetesMatcher: Matcher {
    let objects: String
    let condition: String
    let jsonpath: String?
    let value: String?
    let arguments: [String]

    static let documentation = MatcherDocumentation(
        "kubernetes", "kind/name or kind",
        states: "an object of the cluster, or all of a kind, is there and ready",
        options: [
            .init("namespace", "name", "where it is; the namespace `default` if not given"),
            .init(
                "condition", "name",
                "the condition that must be true, such as `Available`; `ready` (every replica, every pod, the node) "
                    + "by default"
            ),
            .init("jsonpath", "expression", "compare this field instead of a condition: `{.status.phase}`"),
            .init("value", "text", "what the field must be; anything but empty by default"),
            .init("kubeconfig", "path", "kubectl's configuration, on the host"),
            .init("kubectl", "command", "the command; `kubectl` by default"),
        ],
        example: """
            kubernetes: deployment/web
            condition: Available
            kubeconfig: /etc/kubernetes/admin.kubeconfig
            """)

    init(from fields: inout Fields) {
        objects = fields.requiredOperand("kubernetes")
        condition = fields.text("condition") ?? "ready"
        jsonpath = fields.text("jsonpath")
        value = fields.text("value").map { String($0.trimmingLineEnds) }
        let kubeconfig = fields.path("kubeconfig").map { ["--kubeconfig=" + $0] } ?? []
        let namespace = fields.text("namespace").map { ["--namespace=" + $0] } ?? []
        arguments = (fields.command("kubectl") ?? ["kubectl"]) + kubeconfig + namespace
        if !condition.allSatisfy({ $0.isLetter || $0.isNumber }) {
            fields.reportValue("condition", condition, "a name such as Available")
        }
    }

    var script: String {
        let form = jsonpath.map { "jsonpath=" + $0 } ?? Readiness.columns(condition: condition)
        let words = ["get", objects, "--no-headers", "-o", form]
        return
            (arguments.map { Script.quote($0) } + ["--request-timeout=\(Script.seconds(10))s"]
            + words.map { Script.quote($0) }).joined(separator: " ") + " 2>&1"
    }

    var title: String { objects }

    func finding(_ answer: Reply) -> Finding {
        if let broken = answer.brokenCommand(expecting: 0) { return broken }
        guard answer.status == 0 else {
            return .differs([Difference("\(objects) cannot be read", evidence: answer.complaint)])
        }
        if jsonpath != nil { return comparison(String(answer.output.trimmingSpaces)) }
        let objects = Readiness.objects(in: answer.output)
        if objects.isEmpty { return .differs([Difference("there are no \(self.objects)")]) }
        return Finding(objects.compactMap { $0.difference(condition: condition) })
    }

    private func comparison(_ found: String) -> Finding {
        let isWanted = value.map { $0 == found } ?? !found.isEmpty
        if isWanted { return .holds(seen: found) }
        let wanted = value.map { ", not `\($0)`" } ?? ""
        return .differs([Difference("\(jsonpath ?? "") of \(objects) is `\(found)`\(wanted)")])
    }
}
