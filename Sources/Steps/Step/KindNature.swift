/// What the steps of a kind are by nature. Who treats them differently switches on it.
public enum KindNature: Sendable, Hashable {
    /// They ask whether something holds and change nothing.
    case check
    /// They ask, and act where a host differs.
    case action
    /// They break something on purpose, watch, and heal it.
    case drill
}

/// What a step is by nature, with what it can do.
public enum StepNature: Sendable {
    /// It asks whether something holds and changes nothing.
    case check(any CheckKind)
    /// It asks, and acts where a host differs.
    case action(any ActionKind)
    /// It breaks something on purpose, watches, and heals it.
    case drill(any DrillKind)
}

extension StepKind {
    /// What the step asks the hosts by; nil for a drill, which no answer can make needless.
    public var asking: (any AskingKind)? {
        switch nature {
        case .check(let check): check
        case .action(let action): action
        case .drill: nil
        }
    }

    /// What the step does where a host differs; nil for a check and for a drill.
    public var action: (any ActionKind)? {
        switch nature {
        case .action(let action): action
        case .check, .drill: nil
        }
    }

    /// What the step breaks and watches; nil for a check and for an action.
    public var drill: Drill? {
        switch nature {
        case .drill(let kind): kind.drill
        case .check, .action: nil
        }
    }
}
