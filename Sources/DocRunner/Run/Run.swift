public import Steps

/// One journey along a plan: asks the hosts, acts where needed, asks again, and tells what happened.
///
/// The steps of the plan are its only instructions and events its only product. The same run serves `check`
/// (questions only), `plan` (questions, and what would be done) and `run`, unattended or step by step.
public actor Run {
    /// The plan.
    public nonisolated var plan: Plan { context.plan }
    /// Its number in the journal.
    public nonisolated var id: Int64 { context.id }
    let context: RunContext
    let execution: Execution
    /// How many rungs of its hints were shown, by the step's index.
    var shownHints: [Int: Int] = [:]
    /// What went wrong with the journal, known once the run is finished; the run itself goes on without it.
    public private(set) var journalTrouble: JournalError?
    private let started = ContinuousClock.now

    /// A run along a plan; `observer` sees each event once it has happened, in order.
    ///
    /// Throws `JournalError` where the journal cannot be written.
    public init(
        _ plan: Plan, mode: RunMode, surroundings: Surroundings, withDrills: Bool = false,
        observer: @escaping @Sendable (Event) -> Void
    ) throws(JournalError) {
        context = try RunContext(plan, mode: mode, surroundings: surroundings, observer: observer)
        execution = Execution(context, withDrills: withDrills)
    }

    /// What steps of this chapter captured, in this run or an earlier one.
    public var captures: [String: Value] {
        get async { await context.captures.values }
    }

    /// Asks all hosts all questions, a batch a host, and judges each step; changes nothing. Steps on hosts that are silent
    /// are judged last, so that the others' results need not wait.
    public func ask() async -> RunSummary {
        await execution.ask()
        return await finish()
    }

    /// Carries out every step that is not over well yet, each as soon as what it waits for is over.
    public func carryOut() async -> RunSummary {
        await mendLeftovers()
        await execution.carryOut()
        return await finish()
    }

    /// Mends what a killed labctl has left broken, by a drill or by a selftest.
    public func mendLeftovers() async { await Leftovers(context: context).mend() }

    /// Lets the steps under way come to their end and begins no other.
    public func stop() async { await execution.stop() }

    /// Ends the recording and answers how it went.
    public func finish() async -> RunSummary { await finish(mutations: nil) }

    /// Ends the recording of a selftest.
    func finish(mutations: MutationTally?) async -> RunSummary {
        await context.sweep.invalidate()
        let endings = await execution.endings
        let summary = RunSummary(
            counts: endings.counts, seconds: (ContinuousClock.now - started).seconds,
            wasInterrupted: await execution.isStopping,
            points: endings.points(of: plan), mutations: mutations)
        context.recorder.add(.runFinished(summary))
        journalTrouble = await context.recorder.finish()
        return summary
    }
}
