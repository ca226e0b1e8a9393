import Steps

/// Goes through a chapter as `run` does, and through its mutations afterwards, one at a time.
///
/// Everything is undone exactly and asked again; the snapshot is for what cannot be undone, and for the end. That
/// makes hundreds of mutations a matter of minutes: a reboot for each would take hours.
struct Selftest: Sendable {
    let run: Run
    let net: any SafetyNet
    let targets: Set<String>
    let patience: Patience

    func carryOut(_ scoreboard: inout Scoreboard) async {
        await askBefore(&scoreboard)
        await run.carryOutRest()
        guard await !run.isStopping else { return }
        do { try await prove(&scoreboard) } catch {
            scoreboard.endEarly("\(error)")
            note("\(error)")
        }
    }

    /// Breaks what the chapter made; throws `SelftestError` where it cannot begin, go on, or put the lab back.
    private func prove(_ scoreboard: inout Scoreboard) async throws(SelftestError) {
        guard await run.outcomes.values.allSatisfy(\.isGood) else {
            throw SelftestError(
                "the chapter does not hold, so nothing can be learned by breaking it: no mutation was made")
        }
        do { try await net.keep() } catch {
            throw SelftestError("the lab's state cannot be kept, so nothing was broken: \(error)")
        }
        do { try await mutate(&scoreboard) } catch {
            scoreboard.endEarly("\(error)")
            note("\(error)")
        }
        try await end()
    }

    /// Every step is asked on fresh hosts, in one sweep.
    private func askBefore(_ scoreboard: inout Scoreboard) async {
        await run.beginSweep()
        for entry in run.plan.entries {
            let step = StepRun(entry: entry, run: run)
            guard entry.drill == nil else { continue }
            let states = await step.ask(fresh: false)
            let held = states.filter { $0.trouble == nil && $0.finding?.isHeld == true }.map(\.host.name)
            if states.complaint != nil { scoreboard.noteRedBefore(step.id) }
            run.recorder.add(.askedBefore(step: step.id, held: held))
        }
    }

    private func mutate(_ scoreboard: inout Scoreboard) async throws {
        var section: [String]?
        for (index, entry) in run.plan.entries.enumerated() {
            if await run.isStopping || Task.isCancelled { return }
            guard targets.contains(entry.step.id), await isTestable(index) else { continue }
            if let section, section != entry.section { try await Aftermath(selftest: self).look() }
            section = entry.section
            try await StepTest(selftest: self, step: StepRun(entry: entry, run: run)).carryOut(&scoreboard)
        }
        try await Aftermath(selftest: self).look()
    }

    /// A step that was carried out, on hosts of the lab, and of which something can be asked.
    private func isTestable(_ index: Int) async -> Bool {
        let entry = run.plan.entries[index]
        guard entry.drill == nil, await run.outcomes[index] != .passedOver else { return false }
        return !entry.hosts.contains(.local)
    }

    /// Brings hosts back by the snapshot; all of them where none is named.
    func putBack(_ hosts: [Host]) async throws {
        try await net.putBack(hosts)
        for host in hosts.isEmpty ? run.plan.inventory.hosts : hosts {
            await run.surroundings.connections.forget(host)
        }
        try? run.surroundings.journal.forgetMutations(on: hosts)
    }

    /// The lab is as it was when the chapter was just carried out. Not a child of this task: Ctrl-C does not keep it away.
    private func end() async throws(SelftestError) {
        let trouble = await Task { () -> String? in
            do {
                try await putBack([])
                try await net.forget()
                return nil
            } catch { return "\(error)" }
        }.value
        guard let trouble else { return }
        throw SelftestError("the lab could not be put back: \(trouble)\nTry: \(net.command)")
    }

    func note(_ text: String) { run.recorder.add(.notice(text)) }
}

extension Run {
    /// Begins to ask all hosts everything.
    func beginSweep() {
        sweep = Sweep(of: plan, knowing: captures, over: surroundings.connections, window: 20)
    }
}

/// How long a selftest waits.
public struct Patience: Sendable {
    /// For a check to notice: some of what was broken takes a moment to show.
    public var noticing: Duration
    /// For a step to hold again once a mutation is undone.
    public var undone: Duration
    /// For a step to hold again on hosts that were put back, whose services start anew.
    public var restored: Duration

    /// The patience that real labs want, where nothing else is said.
    public init(
        noticing: Duration = .seconds(5), undone: Duration = .seconds(30), restored: Duration = .seconds(60)
    ) {
        self.noticing = noticing
        self.undone = undone
        self.restored = restored
    }

    func stretched(by scale: TimeScale) -> Patience {
        Patience(
            noticing: scale.stretch(noticing), undone: scale.stretch(undone),
            restored: scale.stretch(restored))
    }
}
