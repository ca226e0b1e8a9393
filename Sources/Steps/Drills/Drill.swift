/// A fault that is made on purpose, watched, and healed for certain.
public struct Drill: Sendable {
    /// When clients are to be served again.
    public enum Recovery: String, Sendable, CaseIterable {
        /// While the fault lasts.
        case byItself = "by-itself"
        /// Only once it is healed.
        case healed
    }

    /// What is broken.
    public var fault: any Fault
    /// Picks the host among those selected: the one where this check holds; nil: all that are selected.
    public var target: (any CheckKind)?
    /// What clients ask all through.
    public var probe: DrillCheck
    /// What must hold whenever it is asked, all through.
    public var invariants: [DrillCheck] = []
    /// What must come to hold while the fault lasts.
    public var meanwhile: [DrillCheck] = []
    /// The writes of which none may be lost once it is acknowledged.
    public var ledger: Ledger?
    /// The author's own commands that heal, after the fault's.
    public var remedies: [Remedy] = []
    /// Whether the probe must have gone bad (true), or must not have (false); nil where either will do.
    public var mustBeNoticed: Bool?
    /// When clients are to be served again.
    public var recovery: Recovery
    /// How long that may take, from the fault or from the heal.
    public var budget: Duration
    /// How many good answers in a row are needed.
    public var goodAnswers: Int
    /// How long the fault lasts at least.
    public var lasting: Duration

    /// Every selector that the drill's body holds, so that lint can look them up.
    public var selectors: [Selector] {
        let checks = [probe] + invariants + meanwhile
        return checks.compactMap(\.asked) + [fault.peers, ledger?.host].compactMap { $0 }
            + remedies.map(\.hosts)
    }
}

/// Something that is asked again and again during a drill.
public struct DrillCheck: Sendable {
    /// What is asked, in the author's words or in those of the matchers.
    public var name: String
    /// What is asked.
    public var check: any CheckKind
    /// The hosts that are asked: those of the quantifier, else the one of `from`.
    public var asked: Selector?

    /// The pause between two questions.
    public var cadence: Duration { check.pause }
}

/// Writes that are made all through a drill and must all be read back in the end, if they were acknowledged.
public struct Ledger: Sendable {
    /// The host that writes and reads.
    public var host: Selector
    /// Writes the number `$N`; status 0 acknowledges it.
    public var write: String
    /// Prints every number that was written, anything else around them.
    public var read: String
    /// Takes the entries away again, at the end; nil leaves them.
    public var clear: String?
    /// The pause between two writes.
    public var cadence: Duration

    /// Writes one number.
    public func writing(_ number: Int) -> Script { Script("N=\(number)\n\(write)") }

    /// The numbers in what `read` printed.
    public static func numbers(in text: String) -> Set<Int> {
        Set(text.split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) })
    }
}

/// A command of the author's that heals.
public struct Remedy: Sendable {
    /// The hosts that it is carried out on.
    public var hosts: Selector
    /// The command.
    public var script: Script
}
