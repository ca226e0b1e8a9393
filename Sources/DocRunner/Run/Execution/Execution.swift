import Steps

/// Goes through the steps of a plan: all are probed, or each is carried out as soon as what it waits for is over.
actor Execution {
    nonisolated let context: RunContext
    private let withDrills: Bool
    /// What became of the steps so far.
    private(set) var endings = StepEndings()
    /// Whether no other step begins.
    private(set) var isStopping = false

    private nonisolated var plan: Plan { context.plan }

    /// Begins nothing yet; drills are carried out only where `withDrills` says so.
    init(_ context: RunContext, withDrills: Bool) {
        (self.context, self.withDrills) = (context, withDrills)
    }

    /// Lets the steps under way come to their end and begins no other.
    func stop() { isStopping = true }

    /// Asks all hosts all questions, a batch a host, and judges each step; changes nothing. Steps on hosts that are slow to
    /// answer are judged last, so that the others' results need not wait.
    func ask() async {
        await context.beginSweep(window: max(plan.entries.count, 1))
        Leftovers(context: context).tell()
        var waiting = Array(plan.entries.indices)
        let orderly = ContinuousClock.now + context.surroundings.connections.patience.others
        while let index = await nextAnswered(of: &waiting, inOrderUntil: orderly) {
            let ending = await StepRun(entry: plan.entries[index], context: context).report()
            endings.note(ending, of: index)
        }
    }

    /// Takes the next step whose hosts have answered: the first one, as long as it is worth waiting for.
    private func nextAnswered(
        of waiting: inout [Int], inOrderUntil orderly: ContinuousClock.Instant
    ) async -> Int? {
        while !waiting.isEmpty, !isStopping {
            let isOrderly = ContinuousClock.now < orderly
            for place in waiting.indices.prefix(isOrderly ? 1 : waiting.count) {
                let hosts = plan.entries[waiting[place]].hosts
                let isAnswered = await context.sweep.hasAnswers(to: waiting[place], of: hosts)
                if isAnswered { return waiting.remove(at: place) }
            }
            try? await Task.sleep(for: .milliseconds(5))
        }
        return nil
    }

    /// Carries out every step that is not over well yet, each as soon as what it waits for is over.
    func carryOut() async {
        endings.forgetFailures()
        await context.beginSweep(window: 4)
        var waiting = Set(plan.entries.indices.filter { !endings.isOver($0) })
        await withTaskGroup(of: (Int, StepEnding).self) { group in
            startReady(&waiting, in: &group)
            while let (index, ending) = await group.next() {
                endings.note(ending, of: index)
                startReady(&waiting, in: &group)
            }
        }
    }

    /// Carries out one step, whatever it waits for.
    func carryOut(_ index: Int, drill consent: Bool, accepting otherWays: Bool) async -> Outcome {
        let step = StepRun(
            entry: plan.entries[index], context: context, drillConsent: consent, acceptsOtherWays: otherWays)
        let ending = await step.carryOut()
        endings.note(ending, of: index)
        return ending.outcome
    }

    /// Records that a step is not tried, and why.
    func pass(_ index: Int, as outcome: Outcome, because reason: String) {
        endings.note(outcome, of: index)
        context.record(plan.entries[index], as: HostResult(outcome: outcome, message: reason))
    }

    private func startReady(_ waiting: inout Set<Int>, in group: inout TaskGroup<(Int, StepEnding)>) {
        guard !isStopping else { return }
        for index in waiting.sorted() {
            let entry = plan.entries[index]
            guard entry.waitsFor.allSatisfy(endings.isOver) else { continue }
            waiting.remove(index)
            if let bad = entry.waitsFor.first(where: endings.isObstacle) {
                let needed = plan.entries[bad].step.id
                pass(index, as: .skipped, because: "not tried: it needs step `\(needed)`")
                return startReady(&waiting, in: &group)
            }
            group.addTask { [context, withDrills] in
                (index, await StepRun(entry: entry, context: context, drillConsent: withDrills).carryOut())
            }
        }
    }
}
