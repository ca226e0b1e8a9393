public import Steps

// A ladder of hints is climbed a rung at a time, and what was shown is recorded.
extension Run {
    /// A rung of a step's hints, and where it stands in the ladder.
    public struct ShownHint: Sendable {
        /// The rung.
        public var rung: Hint.Rung
        /// Its number, from 1.
        public var number: Int
        /// How many rungs there are.
        public var count: Int
    }

    /// The next rung of a step's hints, recorded as shown; nil after the last one, or where there are none.
    ///
    /// A ladder begins anew with each run: who comes back later is asked again how much help is wanted.
    public func nextHint(for index: Int) async -> ShownHint? {
        let step = plan.entries[index].step
        let rungs = step.rungs(in: await context.scope(on: plan.entries[index].hosts.first ?? .local))
        let number = shownHints[index, default: 0]
        guard number < rungs.count else { return nil }
        shownHints[index] = number + 1
        context.recorder.add(.hint(step: step.id, rung: rungs[number].name))
        var rung = rungs[number]
        rung.text = context.secrets.redactor.redact(rung.text)
        return ShownHint(rung: rung, number: number + 1, count: rungs.count)
    }
}
