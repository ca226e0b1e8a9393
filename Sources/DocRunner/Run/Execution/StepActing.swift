import FoundationEssentials
import Labs
import Steps

// How a step acts: what differs is changed, then the hosts are asked again.
extension StepRun {
    /// Carries the step out on some of its hosts at once. Those that are still waited for keep no other waiting, unless all
    /// are judged together.
    func carryOut(on hosts: [Host]) async -> [String: HostResult] {
        guard hosts.count > 1, entry.content?.asking?.isJudgedTogether == false else {
            return await carryOut(together: hosts)
        }
        let late = await run.surroundings.connections.late(among: hosts)
        let groups = [hosts.filter { !late.contains($0) }] + late.map { [$0] }
        return await withTaskGroup(of: [String: HostResult].self) { tasks in
            for group in groups where !group.isEmpty {
                tasks.addTask { await carryOut(together: group) }
            }
            return await tasks.reduce(into: [:]) { $0.merge($1) { $1 } }
        }
    }

    private func carryOut(together hosts: [Host]) async -> [String: HostResult] {
        let before = await ask(fresh: false, hosts: hosts)
        await noteValue(in: before)
        if case .check? = entry.content?.nature {
            // No check fails by an answer of the sweep: that may be as old as the run.
            let now = before.allHold ? before : await ask(fresh: true, hosts: hosts)
            let after = await askUntilHeld(now)
            return after.reduce(into: [:]) { $0[$1.host.name] = verdict(on: $1) }
        }
        var results: [String: HostResult] = [:]
        for state in before where !state.mustAct { results[state.host.name] = verdict(on: state) }
        var acting = before.filter(\.mustAct)
        if acceptsOtherWays {
            let shown = await hostsShownByResults(before)
            let verdicts = shown.isEmpty ? [:] : await verdicts(on: before)
            for name in shown { results[name] = verdicts[name] }
            acting.removeAll { shown.contains($0.host.name) }
        }
        guard !acting.isEmpty else { return results }
        await run.sweep?.invalidate()
        results.merge(await act(on: acting)) { $1 }
        let acted = acting.filter { results[$0.host.name] == nil }
        let after = await askUntilHeld(await ask(fresh: true, hosts: acted.map(\.host)))
        await noteMissingValue(in: after)
        for state in after {
            results[state.host.name] = afterActing(state, differences: acting.differences(on: state.host))
        }
        return results
    }

    /// Acts on each host at once; answers only the hosts where that failed.
    private func act(on states: [HostState]) async -> [String: HostResult] {
        await withTaskGroup(of: (String, HostResult?).self) { group in
            for state in states { group.addTask { (state.host.name, await act(on: state)) } }
            var failures: [String: HostResult] = [:]
            for await (name, failure) in group where failure != nil { failures[name] = failure }
            return failures
        }
    }

    private func act(on state: HostState) async -> HostResult? {
        guard let action = state.content?.action else { return state.trouble }
        if case .differs(let differences) = state.finding {
            let shown = envelope.isSecret ? differences.map(\.withoutEvidence) : differences
            run.recorder.add(.probed(step: id, host: state.host.name, differences: shown))
        }
        let output = OutputForwarder(
            step: id, host: state.host.name, recorder: run.recorder, redactor: run.secrets.redactor,
            isSecret: envelope.isSecret)
        for command in action.commands(on: state.host, after: state.finding) {
            if let failure = await carryOut(command, on: state, output: output) {
                output.finish()
                return failure
            }
        }
        output.finish()
        return nil
    }

    private func carryOut(_ command: Command, on state: HostState, output: OutputForwarder) async
        -> HostResult?
    {
        do throws(Unreachable) {
            let answer = try await answer(to: command, on: state.host, output: output)
            if answer.succeeded {
                guard case .run = command else { return nil }
                return await keepValue(printed: answer.reply, on: state.host)
            }
            let reason = answer.cutShort ?? "the command ended with status \(answer.reply.status)"
            let more = answer.isLate ? "\n" + timeAdvice : ""
            let isOurs = answer.reply.status == Answer.nothingSent
            return HostResult(
                outcome: isOurs ? .broken : .failed,
                differences: isOurs ? [] : [Difference(reason, evidence: tail(of: answer.reply))],
                message: "\(reason)\(more)\n\(advice(on: state.host))")
        } catch {
            return HostResult(outcome: .unreachable, message: error.message)
        }
    }

    private func answer(to command: Command, on host: Host, output: OutputForwarder)
        async throws(Unreachable) -> Answer
    {
        let envelope = envelope
        switch command {
        case .run(let script):
            let question = Question(script, user: envelope.user, timeout: envelope.timeout)
            return try await reaching(host) { transport throws(Unreachable) in
                try await transport.run(question, output: output.receive)
            }
        case .runLocally(let script):
            let question = Question(script, user: nil, timeout: envelope.timeout)
            return try await reaching(.local) { transport throws(Unreachable) in
                try await transport.run(question, output: output.receive)
            }
        case .upload(let upload):
            if case .beside(let path) = upload.source { return try await send(path, as: upload, to: host) }
            return try await send(upload, to: host)
        }
    }

    private func send(_ upload: Upload, to host: Host) async throws(Unreachable) -> Answer {
        let envelope = envelope
        return try await reaching(host) { transport throws(Unreachable) in
            try await transport.upload(upload, user: envelope.user, timeout: envelope.timeout)
        }
    }

    /// Sends a file beside the chapter. It is held open until it is sent: whoever exchanges its path changes nothing.
    private func send(_ path: String, as upload: Upload, to host: Host) async throws(Unreachable) -> Answer {
        let folder = URL(filePath: run.plan.chapter).deletingLastPathComponent().path
        let file: FileBelow
        do throws(FileBelow.Refusal) { file = try FileBelow(path, below: folder) } catch {
            return Answer(Reply(status: Answer.nothingSent), cutShort: "\(folder)/\(path) \(error.words)")
        }
        defer { withExtendedLifetime(file) {} }
        var upload = upload
        upload.source = .localFile(file.path)
        return try await send(upload, to: host)
    }

    /// Asks again until every host holds, as often in a row as the step wants, or the time is over.
    func askUntilHeld(_ first: [HostState]) async -> [HostState] {
        var states = first
        guard let asking = states.lazy.compactMap({ $0.content?.asking }).first else { return states }
        let deadline = ContinuousClock.now + run.surroundings.timeScale.stretch(envelope.retry)
        var good = states.allHold ? 1 : 0
        while good < asking.goodAnswers || !states.allHold {
            if states.contains(where: { $0.trouble?.outcome == .broken }) || Task.isCancelled { break }
            if !states.allHold && ContinuousClock.now >= deadline { break }
            if !states.allHold, await haveOnlyGivenUpLeft(states) { break }
            try? await Task.sleep(for: asking.pause)
            states = await ask(fresh: true, hosts: states.map(\.host))
            good = states.allHold ? good + 1 : 0
            if good == 0 && ContinuousClock.now >= deadline { break }
        }
        return states
    }

    /// Whether all hosts where the step does not hold are such as have never answered: no retry brings them back.
    private func haveOnlyGivenUpLeft(_ states: [HostState]) async -> Bool {
        for state in states where !state.holds {
            guard await run.surroundings.connections.hasGivenUp(state.host) else { return false }
        }
        return true
    }

    private func afterActing(_ state: HostState, differences: [Difference]) -> HostResult {
        if let trouble = state.trouble { return trouble }
        switch state.finding {
        case .holds, nil: return HostResult(outcome: .changed, differences: differences)
        case .differs(let left):
            return HostResult(
                outcome: .failed, differences: left,
                message: "it was carried out, and still does not hold\n\(advice(on: state.host))")
        case .broken(let reason): return HostResult(outcome: .broken, message: reason)
        }
    }

    /// What a finding means where nothing was done.
    func verdict(on state: HostState, isPlan: Bool = false) -> HostResult {
        if let trouble = state.trouble { return trouble }
        switch state.finding {
        case .holds: return HostResult(outcome: .held)
        case nil:
            return HostResult(
                outcome: isPlan ? .changed : .passedOver,
                message: isPlan ? "it acts each time" : "nothing can tell whether it was carried out")
        case .differs(let differences):
            return HostResult(
                outcome: isPlan ? .changed : .failed,
                differences: differences, message: isPlan ? "" : advice(on: state.host))
        case .broken(let reason): return HostResult(outcome: .broken, message: reason)
        }
    }

    /// The last lines of what the host printed: standard error behind standard output. They are masked before they are
    /// cut, for the end of a private key alone is not known as one.
    private func tail(of reply: Reply) -> String {
        let printed = run.secrets.redactor.redact(reply.output + "\n" + reply.errorOutput)
        return printed.split(separator: "\n").suffix(20).joined(separator: "\n")
    }

    /// Who is ended at a limit may have done nothing wrong.
    private var timeAdvice: String {
        "It may only need more time: give the step a longer `timeout=` (now \(Int(envelope.timeout.seconds))s); on a slow or "
            + "busy computer, everything: --patience 3"
    }

    private func advice(on host: Host) -> String {
        let hints = entry.step.hasHints ? "\nHints: labctl hint \(run.plan.chapter) \(id)" : ""
        switch entry.step.kind.nature {
        case .check: return adviceAfterCheck(on: host) + hints
        case .action, .drill: return adviceAfterActing(on: host) + hints
        }
    }

    private func adviceAfterActing(on host: Host) -> String {
        host == .local
            ? "Try it yourself: labctl run \(run.plan.chapter) --only \(id)"
            : "Look there: labctl lab ssh \(host.name)   Then: labctl run \(run.plan.chapter) --only \(id)"
    }

    /// A check changes nothing: what it finds is mended by the steps before it, or by nobody but the reader.
    private func adviceAfterCheck(on host: Host) -> String {
        let look = host == .local ? "" : "Look there: labctl lab ssh \(host.name)   "
        return run.mode == .check
            ? look + "The steps before it may mend it: labctl run \(run.plan.chapter)"
            : look
                + "A check mends nothing, so this is yours to mend. Then: labctl check \(run.plan.chapter) --only \(id)"
    }
}

extension StepRun.HostState {
    /// Whether the step holds here; where nothing can be asked, having acted is enough.
    fileprivate var holds: Bool { trouble == nil && finding?.isHeld != false }
}

extension [StepRun.HostState] {
    fileprivate var allHold: Bool { allSatisfy(\.holds) }

    fileprivate func differences(on host: Host) -> [Difference] {
        guard case .differs(let differences)? = first(where: { $0.host == host })?.finding else { return [] }
        return differences
    }
}
