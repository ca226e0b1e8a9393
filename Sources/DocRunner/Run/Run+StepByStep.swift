public import Steps

// A run along which somebody else decides what comes next: the tutor's way.
extension Run {
    /// What was found for a step on one host.
    public struct Found: Sendable {
        /// The host.
        public var host: Host
        /// `held`, `heldAnotherWay` or `failed`; `passedOver` where nothing can tell; `broken` or `unreachable`.
        public var result: HostResult
    }

    /// Carries out one step, whatever it waits for; a drill only with `consent`. With `otherWays`, a step that was done in
    /// another way, as its results show, is left as it is.
    @discardableResult
    public func carryOut(_ index: Int, drill consent: Bool = false, accepting otherWays: Bool = false) async
        -> Outcome
    {
        await execution.carryOut(index, drill: consent, accepting: otherWays)
    }

    /// Asks whether one step holds, without recording an outcome; `inFull` looks for evidence where it does not.
    public func find(_ index: Int, inFull: Bool = false) async -> [Found] {
        let step = StepRun(entry: plan.entries[index], context: context)
        let states = await step.ask(fresh: true)
        await step.noteValue(in: states)
        var results = await step.verdicts(on: states)
        results = await step.examined(results, withEvidence: inFull)
        return states.compactMap { state in
            results[state.host.name].map {
                Found(host: state.host, result: $0.redacted(by: context.secrets.redactor))
            }
        }
    }

    /// Records that a step was not carried out, because somebody wished so.
    public func passOver(_ index: Int, because reason: String) async {
        await execution.pass(index, as: .passedOver, because: reason)
    }
}
