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
        let late = await context.surroundings.connections.late(among: hosts)
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
        await context.sweep.invalidate()
        results.merge(await act(on: acting)) { $1 }
        let acted = acting.filter { results[$0.host.name] == nil }
        let after = await askUntilHeld(await ask(fresh: true, hosts: acted.map(\.host)))
        await noteMissingValue(in: after)
        for state in after {
            results[state.host.name] = verdictAfterActing(
                state, differences: acting.differences(on: state.host))
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
            context.recorder.add(.probed(step: id, host: state.host.name, differences: shown))
        }
        let output = OutputForwarder(
            step: id, host: state.host.name, recorder: context.recorder, redactor: context.secrets.redactor,
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
            let isOurs = answer.reply.status == Response.nothingSent
            return HostResult(
                outcome: isOurs ? .broken : .failed,
                differences: isOurs ? [] : [Difference(reason, evidence: tail(of: answer.reply))],
                message: "\(reason)\(more)\n\(advice(on: state.host))")
        } catch {
            return HostResult(outcome: .unreachable, message: error.message)
        }
    }

    private func answer(to command: Command, on host: Host, output: OutputForwarder)
        async throws(Unreachable) -> Response
    {
        let envelope = envelope
        switch command {
        case .run(let script):
            let question = Request(script, user: envelope.user, timeout: envelope.timeout)
            return try await reaching(host) { transport throws(Unreachable) in
                try await transport.run(question, output: output.receive)
            }
        case .runLocally(let script):
            let question = Request(ownScript: script, timeout: envelope.timeout)
            return try await reaching(.local) { transport throws(Unreachable) in
                try await transport.run(question, output: output.receive)
            }
        case .upload(let upload):
            switch upload.source {
            case .beside(let path):
                let folder = URL(filePath: context.plan.chapter).deletingLastPathComponent().path
                return try await send(path, below: folder, as: upload, to: host)
            case .localFile(let path):
                return try await send(
                    path, below: context.surroundings.journal.directory, as: upload, to: host)
            case .bytes: return try await send(upload, to: host)
            }
        }
    }

    private func send(_ upload: Upload, to host: Host) async throws(Unreachable) -> Response {
        let envelope = envelope
        return try await reaching(host) { transport throws(Unreachable) in
            try await transport.upload(upload, user: envelope.user, timeout: envelope.timeout)
        }
    }

    /// Sends a file of this computer. It is held open until it is sent: whoever exchanges its path changes nothing.
    private func send(_ path: String, below folder: String, as upload: Upload, to host: Host)
        async throws(Unreachable) -> Response
    {
        let file: FileBelow
        do throws(FileBelow.Refusal) { file = try FileBelow(path, below: folder) } catch {
            return Response(Reply(status: Response.nothingSent), cutShort: "\(folder)/\(path) \(error.words)")
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
        let deadline = ContinuousClock.now + context.surroundings.timeScale.stretch(envelope.retry)
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
            guard await context.surroundings.connections.hasGivenUp(state.host) else { return false }
        }
        return true
    }

    /// The last lines of what the host printed: standard error behind standard output. They are masked before they are
    /// cut, for the end of a private key alone is not known as one.
    private func tail(of reply: Reply) -> String {
        let printed = context.secrets.redactor.redact(reply.output + "\n" + reply.errorOutput)
        return printed.split(separator: "\n").suffix(20).joined(separator: "\n")
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
