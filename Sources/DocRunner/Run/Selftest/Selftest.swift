import Steps

/// Goes through a chapter as `run` does, and through its mutations afterwards, one at a time.
///
/// Everything is undone exactly and asked again; the snapshot is for what cannot be undone, and for the end. That
/// makes hundreds of mutations a matter of minutes: a reboot for each would take hours.
struct Selftest: Sendable {
    let execution: Execution
    let net: any SafetyNet
    let targets: Set<String>
    let patience: SelftestPatience

    var context: RunContext { execution.context }

    func carryOut(_ scoreboard: inout Scoreboard) async {
        await askBefore(&scoreboard)
        await execution.carryOut()
        guard await !execution.isStopping else { return }
        do { try await prove(&scoreboard) } catch {
            scoreboard.endEarly("\(error)")
            note("\(error)")
        }
    }

    /// Breaks what the chapter made; throws `SelftestError` where it cannot begin, go on, or put the lab back.
    private func prove(_ scoreboard: inout Scoreboard) async throws(SelftestError) {
        guard await execution.endings.outcomes.values.allSatisfy(\.isGood) else {
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
        await beginSweep()
        for entry in context.plan.entries {
            let step = StepRun(entry: entry, context: context)
            guard entry.drill == nil else { continue }
            let states = await step.ask(fresh: false)
            let held = states.filter { $0.trouble == nil && $0.finding?.isHeld == true }.map(\.host.name)
            if states.complaint != nil { scoreboard.noteRedBefore(step.id) }
            context.recorder.add(.askedBefore(step: step.id, held: held))
        }
    }

    private func mutate(_ scoreboard: inout Scoreboard) async throws {
        var section: [String]?
        for (index, entry) in context.plan.entries.enumerated() {
            if await execution.isStopping || Task.isCancelled { return }
            guard targets.contains(entry.step.id), await isTestable(index) else { continue }
            if let section, section != entry.section { try await Aftermath(selftest: self).look() }
            section = entry.section
            try await StepTest(selftest: self, step: StepRun(entry: entry, context: context)).carryOut(
                &scoreboard)
        }
        try await Aftermath(selftest: self).look()
    }

    /// A step that was carried out, on hosts of the lab, and of which something can be asked.
    private func isTestable(_ index: Int) async -> Bool {
        let entry = context.plan.entries[index]
        guard entry.drill == nil, await execution.endings.outcomes[index] != .passedOver else {
            return false
        }
        return !entry.hosts.contains(.local)
    }

    /// Brings hosts back by the snapshot; all of them where none is named.
    func putBack(_ hosts: [Host]) async throws {
        try await net.putBack(hosts)
        for host in hosts.isEmpty ? context.plan.inventory.hosts : hosts {
            await context.surroundings.connections.forget(host)
        }
        try? context.surroundings.journal.forgetMutations(on: hosts)
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

    /// Begins to probe all hosts for all steps.
    func beginSweep() async { await context.beginSweep(window: 20) }

    func note(_ text: String) { context.note(text) }
}
