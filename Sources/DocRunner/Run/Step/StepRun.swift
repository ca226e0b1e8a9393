import Steps

/// One step of a run on all its hosts: ask, act, ask again.
struct StepRun: Sendable {
    var entry: Plan.Entry
    let context: RunContext
    var drillConsent = false
    /// Whether a step is left alone whose results show that somebody did it in another way.
    var acceptsOtherWays = false

    /// What is known of the step on one host.
    struct HostState: Sendable {
        var host: Host
        var content: (any StepKind)?
        var finding: Finding?
        var trouble: HostResult?

        var hostFinding: HostFinding { HostFinding(host: host, finding: finding) }
        var mustAct: Bool { trouble == nil && finding?.isHeld != true }
    }

    var id: String { entry.step.id }
    var envelope: Envelope { entry.step.envelope }

    /// Carries the step out and records everything.
    func carryOut() async -> StepEnding {
        await record { [self] in
            if let reason = await reasonToPassOver() {
                return results(.passedOver, reason)
            }
            if entry.drill != nil { return await carryOutDrill() }
            var results: [String: HostResult] = [:]
            for group in groups {
                results.merge(await carryOut(on: group)) { $1 }
                if results.values.contains(where: { !$0.outcome.isGood }) && groups.count > 1 { break }
            }
            return results
        }
    }

    /// Carries a drill out, with the values that earlier steps have brought.
    private func carryOutDrill() async -> [String: HostResult] {
        var bound = self
        do throws(Diagnostics) {
            for host in entry.hosts { bound.entry.contents[host.name] = try await content(on: host) }
        } catch {
            return error.isForeignValue
                ? results(.broken, "\(error)")
                : results(.skipped, "it needs a value that an earlier step has not brought yet\n\(error)")
        }
        guard let drill = bound.entry.drill else { return [:] }
        return await DrillRun(
            entry: bound.entry, drill: drill.stretched(by: context.surroundings.timeScale), context: context
        ).carryOut()
    }

    /// Asks, and says what holds and what would be done; nothing is changed.
    func report() async -> StepEnding {
        await record { [self] in
            if let reason = await reasonToPassOver() { return results(.passedOver, reason) }
            if entry.drill != nil {
                return results(.passedOver, "a drill: it is carried out by `labctl run --drills`")
            }
            var states = await ask(fresh: false)
            if let asking = entry.content?.asking, asking.goodAnswers > 1, !states.contains(where: \.mustAct)
            {
                states = await askUntilHeld(states)
            }
            await noteValue(in: states)
            guard context.mode == .plan else { return await verdicts(on: states) }
            return states.reduce(into: [:]) { $0[$1.host.name] = verdict(on: $1, isPlan: true) }
        }
    }

    /// The findings of all hosts, judged together; from the sweep where that is still good.
    func ask(fresh: Bool, hosts: [Host]? = nil) async -> [HostState] {
        let hosts = hosts ?? entry.hosts
        var states = await withTaskGroup(of: (Int, HostState).self) { group in
            for (place, host) in hosts.enumerated() {
                group.addTask { (place, await ask(host, fresh: fresh)) }
            }
            var states = [HostState?](repeating: nil, count: hosts.count)
            for await (place, state) in group { states[place] = state }
            return states.compactMap { $0 }
        }
        guard let asking = states.lazy.compactMap({ $0.content?.asking }).first else { return states }
        let judged = asking.judge(states.map(\.hostFinding))
        for (place, finding) in judged.enumerated() where states.indices.contains(place) {
            let host = states[place].host
            states[place].finding = finding.finding.map { context.plan.namingMakers(in: $0, on: host) }
        }
        return states
    }

    private func ask(_ host: Host, fresh: Bool) async -> HostState {
        var state = HostState(host: host)
        do throws(Diagnostics) {
            state.content = try await content(on: host)
        } catch {
            let isMissing = entry.dependsOnCaptures && !error.isForeignValue
            state.trouble = HostResult(
                outcome: isMissing ? .skipped : .broken,
                message: isMissing
                    ? "it needs a value that an earlier step has not brought yet\n\(error)" : "\(error)")
            return state
        }
        guard let probe = state.content.flatMap({ entry.step.probe(of: $0, on: host) }) else { return state }
        do throws(Unreachable) {
            if !fresh, let index, let known = try await context.sweep.finding(index, on: host) {
                state.finding = known
            } else {
                state.finding = try await answer(to: probe, on: host)
            }
        } catch { state.trouble = HostResult(outcome: .unreachable, message: error.message) }
        return state
    }

    private func answer(to probe: Probe, on host: Host) async throws(Unreachable) -> Finding {
        let question = Request(probe.script, user: envelope.user, timeout: envelope.timeout)
        let answers = try await reaching(host) { transport throws(Unreachable) in
            try await transport.ask([question])
        }
        return answers.first.map { probe.finding(from: $0) } ?? .broken("the host gave no answer")
    }

    /// Does something over the host's connection; a connection lost in the middle is opened anew, once.
    func reaching<T: Sendable>(
        _ host: Host, _ body: @Sendable (any Transport) async throws(Unreachable) -> T
    ) async throws(Unreachable) -> T {
        let connections = context.surroundings.connections
        do throws(Unreachable) { return try await connections.use(host, body) } catch {
            guard error.wasConnected, !Task.isCancelled else { throw error }
            context.recorder.add(.notice("\(host.name): the connection was lost; connecting again"))
            return try await connections.use(host, body)
        }
    }

    /// Its place in the plan; nil for a step that was not selected.
    private var index: Int? { context.plan.index(of: id) }

    func content(on host: Host) async throws(Diagnostics) -> any StepKind {
        if !entry.dependsOnCaptures, let content = entry.contents[host.name] { return content }
        await askSources()
        return try entry.step.content(in: await context.scope(on: host))
    }

    /// Probes the unselected steps that bring values which this step needs.
    private func askSources() async {
        for source in context.plan.sources(of: entry) {
            await context.captures.bring(source.step.id) { [context] in
                let step = StepRun(entry: source, context: context)
                await step.noteValue(in: await step.ask(fresh: true))
            }
        }
    }

    private var groups: [[Host]] {
        let size = envelope.serial ?? max(1, entry.hosts.count)
        return stride(from: 0, to: entry.hosts.count, by: size).map {
            Array(entry.hosts[$0..<min($0 + size, entry.hosts.count)])
        }
    }

    private func reasonToPassOver() async -> String? {
        await askSources()
        guard await context.includes(entry) else { return "its condition is not met" }
        if entry.drill != nil, !drillConsent, [.run, .selftest].contains(context.mode) {
            return "a drill: it is carried out with --drills"
        }
        return nil
    }

    private func results(_ outcome: Outcome, _ message: String) -> [String: HostResult] {
        entry.hosts.reduce(into: [:]) { $0[$1.name] = HostResult(outcome: outcome, message: message) }
    }

    private func record(_ body: () async -> [String: HostResult]) async -> StepEnding {
        let clock = ContinuousClock.now
        context.recorder.add(.stepStarted(step: id, hosts: entry.hosts.map(\.name)))
        var results = await body()
        let seconds = (ContinuousClock.now - clock).seconds
        results = await examined(results)
        for host in entry.hosts {
            guard var result = results[host.name] else { continue }
            if result.seconds == 0 { result.seconds = seconds }
            context.recorder.add(.hostFinished(step: id, host: host.name, result: result))
        }
        let ending = StepEnding(results)
        context.recorder.add(.stepFinished(step: id, outcome: ending.outcome, seconds: seconds))
        return ending
    }
}
