import Steps

/// Asks all through a drill, each thing in a lane of its own, so that a slow answer delays nothing but itself.
struct DrillWatch: Sendable {
    let scene: DrillScene
    let connections: Connections
    let record: DrillRecord

    /// Asks until the drill is over, or it is cancelled.
    func keepAsking() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await lane(scene.probe.cadence, askProbe) }
            for question in scene.invariants {
                group.addTask { await lane(question.cadence) { await askInvariant(question) } }
            }
            for (index, question) in scene.meanwhile.enumerated() {
                group.addTask { await lane(question.cadence) { await askMeanwhile(index, question) } }
            }
            if let ledger = scene.drill.ledger, let scribe = scene.scribe {
                group.addTask { await lane(ledger.cadence) { await write(ledger, on: scribe) } }
            }
        }
    }

    /// One thing after another, each `cadence` after the one before began, or as soon as that is over.
    private func lane(_ cadence: Duration, _ body: @Sendable () async -> Void) async {
        while !Task.isCancelled, await !record.isOver {
            let began = ContinuousClock.now
            await body()
            try? await Task.sleep(until: began + max(cadence, .milliseconds(1)))
        }
    }

    private func askProbe() async {
        let asked = ContinuousClock.now
        let answer = await scene.probe.ask(over: connections, without: await record.silent)
        if !Task.isCancelled { await record.addProbe(answer, of: scene.probe, asked: asked) }
    }

    private func askInvariant(_ question: DrillProbe) async {
        let asked = ContinuousClock.now
        let answer = await question.ask(over: connections, without: await record.silent)
        if !Task.isCancelled { await record.addInvariant(answer, of: question, asked: asked) }
    }

    private func askMeanwhile(_ index: Int, _ question: DrillProbe) async {
        guard await record.isOpen(index) else { return }
        let asked = ContinuousClock.now
        let answer = await question.ask(over: connections, without: await record.silent)
        if !Task.isCancelled { await record.addMeanwhile(answer, of: index, question, asked: asked) }
    }

    /// A write that was cut off may have happened: it was not acknowledged, and that is all that counts.
    private func write(_ ledger: Ledger, on scribe: Host) async {
        let number = await record.nextNumber()
        let asked = ContinuousClock.now
        let question = Request(ledger.writing(number), user: nil, timeout: .seconds(5))
        var isAcknowledged = false
        do throws(Unreachable) {
            let answers = try await connections.use(scribe) { transport throws(Unreachable) in
                try await transport.ask([question])
            }
            isAcknowledged = answers.first?.succeeded == true
        } catch {}  // not acknowledged
        if !Task.isCancelled || isAcknowledged {
            await record.addWrite(number, isAcknowledged: isAcknowledged, asked: asked)
        }
    }
}
