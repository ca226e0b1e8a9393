import Steps

/// Looks after the mutations of a section whether the whole chapter holds again, and puts back what does not.
struct Aftermath: Sendable {
    let selftest: Selftest

    private var context: RunContext { selftest.context }

    /// Asks everything in one sweep; what does not hold is given time, then the snapshot.
    ///
    /// Throws `SelftestError` where even the snapshot does not help.
    func look() async throws {
        await selftest.beginSweep()
        let fallen = await fallenSteps()
        await context.sweep.invalidate()
        for step in fallen where await !step.holds(within: selftest.patience.undone) {
            if Task.isCancelled { return }
            let hosts = await step.hostsInTrouble()
            let names = hosts.map(\.name).joined(separator: ", ")
            selftest.note("step `\(step.id)` does not hold any more on \(names): put back by the snapshot")
            try await selftest.mend(step, on: hosts)
        }
    }

    private func fallenSteps() async -> [StepRun] {
        var fallen: [StepRun] = []
        for (index, entry) in context.plan.entries.enumerated() {
            guard entry.drill == nil, await selftest.execution.endings.outcomes[index] != .passedOver
            else { continue }
            let step = StepRun(entry: entry, context: context)
            if await !step.ask(fresh: false).areWell { fallen.append(step) }
        }
        return fallen
    }
}

extension Selftest {
    /// Puts hosts back, then the whole lab where that is not enough.
    func mend(_ step: StepRun, on hosts: [Host]) async throws {
        try await putBack(hosts)
        if await step.holds(within: patience.restored) { return }
        note("the whole lab is put back by the snapshot")
        try await putBack([])
        if await step.holds(within: patience.restored) { return }
        throw SelftestError(
            "step `\(step.id)` does not hold even after the lab was put back: the selftest ends here")
    }
}

/// Why a selftest cannot go on.
struct SelftestError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

extension StepRun {
    /// Asks until the step holds on all its hosts; answers whether it did in time.
    func holds(within patience: Duration) async -> Bool {
        let deadline = ContinuousClock.now + patience
        while true {
            if await ask(fresh: true).areWell { return true }
            if ContinuousClock.now >= deadline || Task.isCancelled { return false }
            try? await Task.sleep(for: entry.content?.asking?.pause ?? .milliseconds(200))
        }
    }

    /// The hosts where it does not hold.
    func hostsInTrouble() async -> [Host] {
        await ask(fresh: true).filter { $0.trouble != nil || $0.finding?.isHeld == false }.map(\.host)
    }
}

extension [StepRun.HostState] {
    /// Whether the step holds on every host; where nothing can be asked, nothing is wrong.
    var areWell: Bool { allSatisfy { $0.trouble == nil && $0.finding?.isHeld != false } }

    /// What the check says is wrong with the lab; nil where it holds, or is itself broken.
    var complaint: String? {
        for state in self {
            if state.trouble == nil, case .differs(let differences) = state.finding {
                return differences.first?.summary ?? ""
            }
        }
        return nil
    }

    /// Why nothing could be asked: a host out of reach, a check that is broken.
    var trouble: String? {
        for state in self {
            if let trouble = state.trouble { return trouble.message }
            if case .broken(let reason) = state.finding { return "the check is broken by it: \(reason)" }
        }
        return nil
    }
}
