import FoundationEssentials
import Steps

/// Carries a drill out: all is well first, then the fault, questions all through, and the heal whatever happens.
struct DrillRun: Sendable {
    /// The step, bound to what is known on each host.
    let entry: Plan.Entry
    let drill: Drill
    let context: RunContext

    private var id: String { entry.step.id }
    private var surroundings: Surroundings { context.surroundings }
    private var inventory: Inventory { context.plan.inventory }

    /// What became of it on each broken host; on all selected where it could not begin.
    func carryOut() async -> [String: HostResult] {
        let first: Int
        do throws(JournalError) {
            first = try drill.ledger == nil ? 0 : surroundings.journal.reserveNumbers()
        } catch {
            return failed("\(error)").results(on: entry.hosts)
        }
        let record = DrillRecord(firstNumber: first) { phase, host, words, ago in
            note(phase, host, words, ago: ago)
        }
        let results = await carryOut(record)
        // Where that cannot be written, the numbers that were reserved stay unused.
        if drill.ledger != nil { try? surroundings.journal.releaseNumbers(from: await record.book.next) }
        return results
    }

    private func carryOut(_ record: DrillRecord) async -> [String: HostResult] {
        do {
            let calm = try scene(breaking: [])
            try await DrillRehearsal(scene: calm, surroundings: surroundings).expectAllWell(record)
            // Only now: who leads may have changed while all became well.
            let victims = try await DrillTarget(entry: entry, surroundings: surroundings).victims()
            let scene = try scene(breaking: victims)
            try await DrillRehearsal(scene: scene, surroundings: surroundings).expectPossible()
            return await breakAndWatch(scene, record).results(on: victims)
        } catch {
            var verdict = DrillVerdict()
            verdict.add("\(error)", Task.isCancelled ? .skipped : (error as? DrillError)?.outcome ?? .failed)
            return verdict.results(on: entry.hosts)
        }
    }

    private func scene(breaking victims: [Host]) throws -> DrillScene {
        try DrillScene(drill, of: entry, breaking: victims, in: inventory)
    }

    private func breakAndWatch(_ scene: DrillScene, _ record: DrillRecord) async -> DrillVerdict {
        // What was found before the fault says nothing about the time after it.
        await context.sweep.invalidate()
        let unhealed = UnhealedDrill(
            step: id, since: Date().timeIntervalSince1970, heals: scene.heals,
            remedies: scene.remedies)
        let redactor = context.secrets.redactor
        let holdsSecret = unhealed.healsByHost.contains { heal in
            heal.actions.script.map { redactor.redact($0.text) != $0.text } == true
        }
        do throws(JournalError) {
            try surroundings.journal.remember(unhealed, holdsSecret: holdsSecret)
        } catch {
            return failed("\(error)")
        }
        do throws(DrillError) {
            try await arm(unhealed, after: scene.patience(surroundings.timeScale))
        } catch {
            // Not a child of this task, here and below: a run that is given up heals all the same.
            _ = await Task { await Healing(surroundings, inventory: inventory).heal(unhealed) }.value
            return failed("\(error.message); the drill is not made", .broken)
        }
        let watch = DrillWatch(scene: scene, connections: surroundings.connections, record: record)
        await record.begin(silent: scene.silent)
        let asking = Task { await watch.keepAsking() }
        let end = await goThrough(scene, record, healing: unhealed)
        await record.end()
        // What is being asked may come to its end, so that no command of the author's is cut off in its middle.
        let limit = surroundings.timeScale.stretch(.seconds(3))
        let patience = Task {
            try await Task.sleep(for: limit)
            asking.cancel()
        }
        await asking.value
        patience.cancel()
        return await judge(scene, record, end)
    }

    /// How the phases ended.
    private struct End {
        var missed: DrillVerdict?, trouble: DrillError?, healing: HealingTrouble?
        var evidence: [String: [Evidence]] = [:]
    }

    private func goThrough(_ scene: DrillScene, _ record: DrillRecord, healing unhealed: UnhealedDrill) async
        -> End
    {
        var end = End()
        let waitsForHeal = drill.recovery == .healed
        do throws(DrillError) {
            try await breakAll(scene, record)
            await record.endBreaking()
            end.missed = await record.wait(
                for: DrillGoal(
                    scene: scene, wantsRecovery: !waitsForHeal, isHealed: false,
                    breaking: await record.breaking))
            if end.missed == nil, !waitsForHeal { await tellRecovery(scene, record) }
            if end.missed != nil { end.evidence = await lookAround(scene) }
        } catch { end.trouble = error }
        await record.beginHealing(countsAnew: waitsForHeal)
        end.healing = await Task { await heal(unhealed, scene) }.value
        await record.endHealing()
        if end.missed == nil, end.trouble == nil, end.healing == nil, waitsForHeal {
            end.missed = await record.wait(for: DrillGoal(scene: scene, wantsRecovery: true, isHealed: true))
            if end.missed == nil {
                await tellRecovery(scene, record)
            } else {
                end.evidence = await lookAround(scene)
            }
        }
        return end
    }

    /// What was broken, where that was done, and what the probe is about, where it is asked, while clients are not served:
    /// afterwards it would tell less.
    private func lookAround(_ scene: DrillScene) async -> [String: [Evidence]] {
        guard !entry.step.envelope.isSecret else { return [:] }
        let broken = scene.victims.map { ($0, scene.fault(on: $0).collectors) }
        let asked = scene.probe.hosts.prefix(1).map { ($0, drill.probe.check.collectors(on: $0)) }
        let collectors = Dictionary(broken + asked) { $0 + $1 }.filter { !scene.silent.contains($0.key.name) }
        return await withTaskGroup(of: (String, [Evidence]).self) { group in
            for (host, collectors) in collectors {
                group.addTask { (host.name, await context.examiner.look(at: host, with: collectors)) }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
    }

    /// One timer a host, with all that heals it: the fault's own, then the author's.
    private func arm(_ drill: UnhealedDrill, after patience: Duration) async throws(DrillError) {
        for heal in drill.healsByHost {
            guard let host = inventory.host(named: heal.host), host != .local,
                let script = DeadMan(drill.step).arming(heal.actions, after: patience)
            else { continue }
            do throws(DrillError) { try await surroundings.carryOut(script, on: host) } catch {
                throw DrillError("\(host.name): \(error.message)", error.outcome)
            }
        }
    }

    private func breakAll(_ scene: DrillScene, _ record: DrillRecord) async throws(DrillError) {
        let failures = await withTaskGroup(of: DrillError?.self) { group in
            for victim in scene.victims {
                group.addTask { await broken(victim, scene, since: await record.offset()) }
            }
            return await group.reduce(into: [DrillError?]()) { $0.append($1) }.compactMap { $0 }
        }
        if let failure = failures.first { throw failure }
    }

    private func broken(_ victim: Host, _ scene: DrillScene, since: Duration) async -> DrillError? {
        let actions = scene.breaking(victim)
        let how = actions.compactMap { surroundings.power?.words(for: $0, on: victim) }.first { !$0.isEmpty }
        note(.fault, victim.name, scene.fault(on: victim).title + (how.map { ": \($0)" } ?? ""), ago: since)
        for action in actions {
            do throws(DrillError) { try await surroundings.carryOut(action, on: victim) } catch {
                return DrillError("\(victim.name) could not be broken: \(error.message)", error.outcome)
            }
        }
        return nil
    }

    private func heal(_ unhealed: UnhealedDrill, _ scene: DrillScene) async -> HealingTrouble? {
        let trouble = await Healing(surroundings, inventory: inventory).heal(unhealed) {
            host, script in
            note(.heal, host, script.text, ago: .zero)
        }
        note(
            trouble == nil ? .healed : .notHealed, scene.victims.map(\.name).joined(separator: ", "),
            trouble?.message ?? "")
        return trouble
    }

    private func tellRecovery(_ scene: DrillScene, _ record: DrillRecord) async {
        let timeline = await record.timeline
        if let last = timeline.lastBad {
            note(.lastBadAnswer, scene.probe.place, "", ago: await record.offset() - last)
        }
        note(
            .recovered, scene.probe.place,
            "\(timeline.sentence); the last \(timeline.goodInARow) in a row good")
    }

    private func judge(_ scene: DrillScene, _ record: DrillRecord, _ end: End) async -> DrillVerdict {
        var verdict = await record.verdict(scene)
        verdict.evidence = end.evidence
        // What was missed tells how long clients had suffered by then; they went on to while the hosts were healed.
        if end.missed?.tellsDowntime == true { verdict.summary = "" }
        for failure in end.missed?.failures ?? [] { verdict.add(failure, end.missed?.outcome ?? .failed) }
        if let trouble = end.trouble {
            verdict.add(trouble.message, Task.isCancelled ? .skipped : trouble.outcome)
        }
        if Task.isCancelled { verdict.add("it was given up, and healed all the same", .skipped) }
        if let trouble = end.healing {
            verdict.add("\(trouble.message); try again: labctl lab heal", trouble.outcome)
        } else if let ledger = drill.ledger, let scribe = scene.scribe, !Task.isCancelled {
            let reading = LedgerReading(
                ledger: ledger, scribe: scribe, surroundings: surroundings, budget: drill.budget)
            let (words, failure) = await reading.compare(await record.book)
            note(.ledger, scribe.name, words)
            if let failure { verdict.add(failure) }
        }
        return verdict
    }

    private func note(_ phase: DrillPhase, _ host: String, _ detail: String, ago: Duration = .zero) {
        context.recorder.add(.drill(step: id, phase: phase, host: host, detail: detail.onOneLine), ago: ago)
    }

    private func failed(_ message: String, _ outcome: Outcome = .failed) -> DrillVerdict {
        var verdict = DrillVerdict()
        verdict.add(message, outcome)
        return verdict
    }
}
