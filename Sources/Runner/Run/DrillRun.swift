import FoundationEssentials
import Steps

/// Carries a drill out: a good answer first, the fault, questions all through, and the heal whatever happens.
struct DrillRun: Sendable {
    let step: StepRun
    let drill: Drill

    private var run: Run { step.run }

    func carryOut() async -> [String: HostResult] {
        do {
            let prober = try prober()
            let victims = try await victims()
            try await expectGoodAnswer(from: prober)
            return await breakAndWatch(victims, from: prober)
        } catch {
            return failed("\(error)", on: step.entry.hosts)
        }
    }

    private func breakAndWatch(_ victims: [Host], from prober: Host) async -> [String: HostResult] {
        guard let power = run.surroundings.power else {
            return failed(
                "this lab has no power switches: the drill is for the embedded lab", on: step.entry.hosts)
        }
        await run.sweep?.invalidate()  // what was found before the fault says nothing about the time after it
        var timeline = Timeline(cadence: drill.cadence)
        do {
            for victim in victims {
                try run.surroundings.journal.remember(
                    broken: victim.name, by: step.id, at: Date().timeIntervalSince1970)
                try await power.powerOff(victim)
                note("fault", victim.name, "power cut: the link first, then the machine")
            }
            await watch(&timeline, from: prober)
        } catch { timeline.trouble = "\(error)" }
        // Not a child of this task: a cancelled run heals all the same.
        let healing = await Task { await heal(victims, power) }.value
        return results(timeline, victims: victims, healing: healing)
    }

    private func watch(_ timeline: inout Timeline, from prober: Host) async {
        let start = ContinuousClock.now
        while timeline.goodInARow < drill.goodAnswers {
            let asked = ContinuousClock.now
            let finding = await question(from: prober)
            if asked - start > drill.budget || Task.isCancelled { return }
            let wasGood = timeline.firstBad == nil || timeline.goodInARow > 0
            timeline.add(isGood: finding.isHeld, asked: asked - start, answered: ContinuousClock.now - start)
            if !finding.isHeld && wasGood {
                note("bad", prober.name, "no good answer after \((asked - start).short)")
            }
            try? await Task.sleep(until: asked + drill.cadence)
        }
        timeline.recovered = true
        note("recovered", prober.name, timeline.sentence(good: drill.goodAnswers))
    }

    private func heal(_ victims: [Host], _ power: any Power) async -> String? {
        for victim in victims {
            if let trouble = await run.heal(victim, with: power) { return trouble }
            note("healed", victim.name, "powered on and answering")
        }
        return nil
    }

    private func question(from prober: Host) async -> Finding {
        guard let probe = drill.probe.probe(on: prober) else { return .broken("the probe asks nothing") }
        let question = Question(probe.script, user: step.envelope.user, timeout: .seconds(5))
        do throws(Unreachable) {
            let answers = try await step.reaching(prober) { transport throws(Unreachable) in
                try await transport.ask([question])
            }
            return answers.first.map { probe.finding(from: $0) } ?? .broken("no answer")
        } catch { return .differs([Difference(error.message)]) }
    }

    private func expectGoodAnswer(from prober: Host) async throws {
        if case .differs(let differences) = await question(from: prober) {
            throw DrillError(
                "the probe gives no good answer even before the fault: "
                    + differences.map(\.summary).joined(separator: "; "))
        }
    }

    private func prober() throws -> Host {
        guard let host = try drill.prober.hosts(in: run.plan.inventory).first else {
            throw DrillError("`\(drill.prober.text)` names no host to ask from")
        }
        return host
    }

    /// The hosts to break: those selected, or the one among them where the target check holds.
    private func victims() async throws -> [Host] {
        guard let target = drill.target else { return step.entry.hosts }
        var found: [Host] = []
        for host in step.entry.hosts {
            guard let probe = target.probe(on: host) else { continue }
            let question = Question(probe.script, user: nil, timeout: .seconds(10))
            let answers = try await step.reaching(host) { transport throws(Unreachable) in
                try await transport.ask([question])
            }
            if let answer = answers.first, probe.finding(from: answer).isHeld { found.append(host) }
        }
        guard found.count == 1 else {
            let names = found.isEmpty ? "no host" : found.map(\.name).joined(separator: " and ")
            throw DrillError("the drill wants exactly one host where its target holds; it holds on \(names)")
        }
        return found
    }

    private func note(_ phase: String, _ host: String, _ detail: String) {
        run.recorder.add(.drill(step: step.id, phase: phase, host: host, detail: detail))
    }

    private func failed(_ message: String, on hosts: [Host]) -> [String: HostResult] {
        hosts.reduce(into: [:]) {
            $0[$1.name] = HostResult(outcome: .failed, differences: [Difference(message)], message: message)
        }
    }

    private func results(_ timeline: Timeline, victims: [Host], healing: String?) -> [String: HostResult] {
        if let trouble = healing ?? timeline.trouble { return failed(trouble, on: victims) }
        guard timeline.recovered else {
            return failed(
                "not recovered within \(drill.budget.short): \(timeline.sentence(good: drill.goodAnswers))",
                on: victims)
        }
        return victims.reduce(into: [:]) {
            $0[$1.name] = HostResult(
                outcome: .changed, message: timeline.sentence(good: drill.goodAnswers))
        }
    }
}

/// What the answers to a drill's questions were over time, counted from the fault.
struct Timeline: Sendable {
    let cadence: Duration
    var firstBad: Duration?
    var lastBad: Duration?
    var goodInARow = 0
    var asked = 0
    var bad = 0
    var slowest = Duration.zero
    var recovered = false
    var trouble: String?

    init(cadence: Duration) { self.cadence = cadence }

    mutating func add(isGood: Bool, asked time: Duration, answered: Duration) {
        asked += 1
        slowest = max(slowest, answered - time)
        goodInARow = isGood ? goodInARow + 1 : 0
        guard !isGood else { return }
        bad += 1
        firstBad = firstBad ?? time
        lastBad = answered
    }

    /// How long clients suffered: from the first bad question to the last bad answer.
    var downtime: Duration { (lastBad ?? .zero) - (firstBad ?? .zero) }

    func sentence(good: Int) -> String {
        guard let firstBad, let lastBad else {
            return "\(asked) answers, all good; the slowest took \(slowest.short)"
        }
        return
            "first bad answer after \(firstBad.short), last after \(lastBad.short), downtime \(downtime.short); "
            + "\(bad) of \(asked) answers bad; the last \(goodInARow) in a row good"
    }
}

/// Why a drill cannot begin.
struct DrillError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

extension Duration {
    /// Seconds with one decimal: `2.7 s`.
    var short: String {
        let tenths = Int((seconds * 10).rounded())
        return "\(tenths / 10).\(tenths % 10) s"
    }
}
