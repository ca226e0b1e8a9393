import Steps

/// All mutations of one step: those on its hosts, then those of its hosts' answers.
struct StepTest: Sendable {
    let selftest: Selftest
    let step: StepRun

    private var context: RunContext { selftest.context }
    private var entry: Plan.Entry { step.entry }

    /// Throws `SelftestError` where the lab cannot be brought back.
    func carryOut(_ scoreboard: inout Scoreboard) async throws {
        let began = ContinuousClock.now
        let isAsked = entry.content?.asking?.probe(on: entry.hosts.first ?? .local) != nil
        defer {
            if isAsked { scoreboard.close(step.id) } else { scoreboard.noteUntested(step.id) }
            context.recorder.add(.tested(step: step.id, seconds: (ContinuousClock.now - began).seconds))
        }
        guard isAsked else { return }
        if await !step.holds(within: selftest.patience.undone) {
            if Task.isCancelled { return }
            try await selftest.mend(step, on: await step.hostsInTrouble())
        }
        for trial in await trials() {
            if await selftest.execution.isStopping || Task.isCancelled { return }
            context.recorder.add(
                .mutationStarted(step: step.id, host: trial.place, title: trial.mutation.title))
            // Not a child of this task: what is broken is undone, whatever becomes of the run.
            record(try await Task { try await trial.carryOut() }.value, on: trial.place, &scoreboard)
        }
        for (place, result) in await FalseAnswerTest(step: step).results() {
            record(result, on: place, &scoreboard)
        }
    }

    private func record(_ result: MutationResult, on place: String, _ scoreboard: inout Scoreboard) {
        var result = result
        if result.reason.isEmpty, result.fate != .killed { result.reason = explanations[result.title] ?? "" }
        if result.asked.isEmpty { result.asked = entry.content?.title ?? "" }
        scoreboard.add(result, of: step.id)
        context.recorder.add(.mutationFinished(step: step.id, host: place, result: result))
    }

    /// Each host's own mutations, and the author's.
    private func trials() async -> [Trial] {
        var trials: [Trial] = []
        for host in entry.hosts {
            let content = (try? await step.content(on: host)) ?? entry.contents[host.name]
            trials += (content?.asking?.mutations(on: host) ?? []).map {
                Trial(selftest: selftest, step: step, hosts: [host], mutation: $0)
            }
            trials += await declared(on: host)
        }
        return trials
    }

    private func declared(on host: Host) async -> [Trial] {
        let scope = await context.scope(on: host)
        return entry.step.companions(DeclaredMutation.self, in: scope).compactMap { declared -> Trial? in
            guard let breaking = declared.breaking else { return nil }
            var hosts = [host]
            if let selector = declared.hosts {
                guard host == entry.hosts.first else { return nil }
                hosts = (try? selector.hosts(in: context.plan.inventory)) ?? []
            }
            guard !hosts.isEmpty else { return nil }
            let mutation = Mutation(declared.title, breaking: breaking, undoing: declared.undoing)
            return Trial(
                selftest: selftest, step: step, hosts: hosts, mutation: mutation, origin: .declared,
                reason: declared.survives ?? "", source: declared.place)
        }
    }

    /// Why the author lets mutations survive, by their titles.
    private var explanations: [String: String] {
        let scopes = entry.hosts.map { host in
            Scope(
                inventory: context.plan.inventory, host: host, chapter: context.plan.variables, captures: [:])
        }
        let blocks = scopes.flatMap { entry.step.companions(DeclaredMutation.self, in: $0) }
        return Dictionary(blocks.compactMap { block in block.survives.map { (block.title, $0) } }) {
            first, _ in
            first
        }
    }
}
