import Steps

/// What is asked before anything is broken: whether the fault can be made, and whether all is well.
struct DrillRehearsal: Sendable {
    let scene: DrillScene
    let surroundings: Surroundings

    /// Whether nothing is broken from before, and all that is asked holds, or comes to hold.
    ///
    /// Throws `DrillError` that says why the drill is not made.
    func expectAllWell(_ record: DrillRecord) async throws(DrillError) {
        try expectHealed()
        try await expect(scene.probe, as: "the probe")
        for question in scene.invariants {
            try await expect(question, as: "the invariant `\(question.name)`")
        }
        try await expectWrite(in: record)
    }

    /// Whether the fault can be made on every host that is to be broken; throws `DrillError` with the reason.
    func expectPossible() async throws(DrillError) {
        for victim in scene.victims { try await expectPossible(on: victim) }
    }

    private func expectHealed() throws(DrillError) {
        let unhealed: [UnhealedDrill]
        do { unhealed = try surroundings.journal.unhealedDrills() } catch {
            throw DrillError("\(error)", .broken)
        }
        if let other = unhealed.first {
            throw DrillError(
                "\(other.hostNames) may still be broken by drill `\(other.step)`; mend that first: labctl lab heal",
                .broken)
        }
    }

    private func expectPossible(on victim: Host) async throws(DrillError) {
        for action in scene.breaking(victim) {
            if case .run = action { continue }
            let refusal =
                if let power = surroundings.power { power.refusal(of: action, on: victim) } else {
                    "this lab has no power switches" as String?
                }
            if let refusal { throw refused(refusal, on: victim) }
        }
        guard let question = scene.fault(on: victim).question(on: victim) else { return }
        let answer = try await surroundings.answer(to: question, on: victim, within: .seconds(20))
        guard answer.succeeded else {
            let reason = answer.cutShort ?? answer.reply.complaint
            throw refused(reason, on: victim)
        }
    }

    private func refused(_ reason: String, on victim: Host) -> DrillError {
        let name = scene.victims.count > 1 ? "\(victim.name): " : ""
        let words = reason.hasSuffix(".") ? String(reason.dropLast()) : reason
        return DrillError("\(name)\(words); the drill is not made", .broken)
    }

    /// Asks until it holds; what an earlier drill has disturbed may take as long as this one's recovery.
    private func expect(_ question: DrillProbe, as name: String) async throws(DrillError) {
        let deadline = ContinuousClock.now + scene.drill.budget
        while true {
            let trouble: DrillError
            switch await question.ask(over: surroundings.connections, without: []) {
            case .good: return
            case .broken(let why): throw DrillError("\(name) cannot be asked \(why)", .broken)
            case .bad(let why):
                trouble = DrillError("\(name) gives no good answer even before the fault: \(why)")
            case .unknown(let why): trouble = DrillError("\(name) cannot be asked: \(why)", .unreachable)
            }
            if Task.isCancelled || ContinuousClock.now > deadline { throw trouble }
            try? await Task.sleep(for: question.cadence)
        }
    }

    /// The first entry of the ledger is written while all is well.
    private func expectWrite(in record: DrillRecord) async throws(DrillError) {
        guard let ledger = scene.drill.ledger, let scribe = scene.scribe else { return }
        let number = await record.nextNumber()
        let answer = try await surroundings.answer(
            to: ledger.writing(number), on: scribe, within: .seconds(10))
        guard answer.succeeded else {
            let outcome: Outcome = answer.reply.status == 127 ? .broken : .failed
            throw DrillError(
                "the ledger cannot be written even before the fault: \(answer.cutShort ?? answer.reply.complaint)",
                outcome)
        }
        await record.addWrite(number, isAcknowledged: true, asked: .now)
    }
}
