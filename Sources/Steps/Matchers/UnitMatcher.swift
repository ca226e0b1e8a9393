/// `unit`: a systemd unit is in a state (systemctl(1)).
struct UnitMatcher: Matcher {
    let unit: String
    let state: String
    let isEnabled: Bool?

    static let documentation = MatcherDocumentation(
        "unit", "unit", states: "a systemd unit is in a state",
        options: [
            .init("state", "word", "active, inactive or failed; `active` by default"),
            .init("enabled", "true or false", "whether it starts at boot; either by default"),
        ],
        example: """
            unit: kube-apiserver
            enabled: true
            """)

    init(from fields: inout Fields) {
        unit = fields.requiredUnit("unit")
        state = fields.choice("state", among: ["active", "inactive", "failed"]) ?? "active"
        isEnabled = fields.has("enabled") ? fields.flag("enabled") : nil
    }

    var script: String {
        "systemctl show -p ActiveState,UnitFileState,LoadState --value -- \(Script.quote(unit)) 2>&1"
    }

    var title: String { "unit \(unit)" }

    func finding(_ answer: Reply) -> Finding {
        if let broken = answer.brokenCommand(expecting: 0) { return broken }
        let lines = answer.output.split(separator: "\n")
        guard answer.status == 0, lines.count >= 2 else {
            return .broken("systemd does not answer. \(answer.complaint)")
        }
        if lines.contains("not-found") && state == "active" {
            return .differs([Difference("there is no unit \(unit)")])
        }
        var differences: [Difference] = []
        if !lines.contains(state[...]) { differences.append(Difference("\(unit) is not \(state)")) }
        if let isEnabled, isEnabled != lines.contains("enabled") {
            differences.append(Difference("\(unit) is \(isEnabled ? "not " : "")enabled"))
        }
        return Finding(differences, seen: lines.joined(separator: " "))
    }
}

extension UnitMatcher {
    /// The unit's state and last words.
    var collectors: [Collector] { Collector.unit(unit) }

    func mutations(on host: Host) -> [Mutation] {
        let power = state == "active" ? [UnitMutations.stop(unit)] : [UnitMutations.start(unit)]
        guard let isEnabled else { return power }
        return power + [isEnabled ? UnitMutations.disable(unit) : UnitMutations.enable(unit)]
    }
}
