import Runner
import Steps

/// The values that stand in a handout for `{{name}}`: those of the plan, without secrets. What only a run can know
/// stays as it was written.
struct HandoutScope {
    private let plan: Plan
    private let unknown: [String: Value]

    init(_ plan: Plan) {
        self.plan = plan
        let captured = plan.entries.compactMap(\.step.envelope.capture)
        let variables = plan.inventory.variables.merging(plan.variables) { $1 }
        let secrets = variables.filter { $0.value.isSecret }.map(\.key)
        unknown = Dictionary((captured + secrets).map { ($0, .text("{{\($0)}}")) }) { first, _ in first }
    }

    /// The values on a host.
    subscript(host: Host) -> Scope {
        Scope(inventory: plan.inventory, host: host, chapter: plan.variables, captures: unknown)
    }
}

extension Value {
    /// Whether it is a secret or holds one.
    fileprivate var isSecret: Bool {
        switch self {
        case .secret: true
        case .text, .flag: false
        case .list(let values): values.contains(where: \.isSecret)
        case .map(let values): values.values.contains(where: \.isSecret)
        }
    }
}
