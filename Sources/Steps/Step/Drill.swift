/// A fault that is made on purpose, watched, and healed for certain.
public struct Drill: Sendable {
    /// What is broken.
    public enum Fault: String, Sendable, CaseIterable {
        /// The machine loses power, silently: its link first, then the machine.
        case powerOff = "power-off"
    }

    /// What is broken.
    public var fault: Fault
    /// Picks the host among those selected: the one where this check holds; nil: all that are selected.
    public var target: (any StepKind)?
    /// What is asked all through, and where from.
    public var probe: any StepKind
    /// The host that asks.
    public var prober: Selector
    /// The pause between two questions.
    public var cadence: Duration
    /// How long it may take until the answers are good again, for good.
    public var budget: Duration
    /// How many good answers in a row end it.
    public var goodAnswers: Int

    /// A drill.
    public init(
        fault: Fault, target: (any StepKind)?, probe: any StepKind, prober: Selector, cadence: Duration,
        budget: Duration, goodAnswers: Int
    ) {
        self.fault = fault
        self.target = target
        self.probe = probe
        self.prober = prober
        self.cadence = cadence
        self.budget = budget
        self.goodAnswers = goodAnswers
    }
}
