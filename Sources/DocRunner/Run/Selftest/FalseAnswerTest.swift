import Steps

/// The hosts' true answers to a step's question, each falsified and judged again. No host is asked twice for it.
struct FalseAnswerTest: Sendable {
    let step: StepRun

    /// What a host answered.
    private struct Truth {
        var host: Host
        var probe: Probe
        var finding: Finding
        var lies: [FalseAnswer]
    }

    /// A result for each false answer, with the names of the hosts; none where the step does not hold just now.
    func results() async -> [(place: String, result: MutationResult)] {
        var truths: [Truth] = []
        for host in step.entry.hosts {
            if let truth = await ask(host) { truths.append(truth) }
        }
        guard let asking = step.entry.content?.asking, truths.count == step.entry.hosts.count,
            judged(truths.map(\.finding), truths, by: asking)
        else { return [] }
        return groups(of: truths, together: asking.hosts != nil).flatMap { group in
            results(of: group, truths, by: asking)
        }
    }

    private func ask(_ host: Host) async -> Truth? {
        guard let content = try? await step.content(on: host), let asking = content.asking,
            let probe = step.entry.step.probe(of: content, on: host)
        else { return nil }
        let envelope = step.envelope
        let question = Request(probe.script, user: envelope.user, timeout: envelope.timeout)
        let answers = try? await step.reaching(host) { transport throws(Unreachable) in
            try await transport.ask([question])
        }
        guard let answer = answers?.first, answer.cutShort == nil else { return nil }
        let finding = probe.judge(answer.reply)
        let lies = finding.isHeld ? asking.falseAnswers(to: answer.reply) : []
        return Truth(host: host, probe: probe, finding: finding, lies: lies)
    }

    /// Which hosts give a false answer at once: each by itself, or, where all are judged together, all that hold.
    private func groups(of truths: [Truth], together: Bool) -> [[Int]] {
        let liars = truths.indices.filter { !truths[$0].lies.isEmpty }
        return together ? (liars.isEmpty ? [] : [liars]) : liars.map { [$0] }
    }

    private func results(of group: [Int], _ truths: [Truth], by asking: any AskingKind)
        -> [(place: String, result: MutationResult)]
    {
        let count = group.map { truths[$0].lies.count }.min() ?? 0
        return (0..<count).map { number in
            var findings = truths.map(\.finding)
            for index in group {
                findings[index] = truths[index].probe.judge(truths[index].lies[number].reply)
            }
            let survived = judged(findings, truths, by: asking)
            let result = MutationResult(
                title: truths[group[0]].lies[number].title, origin: .answer,
                fate: survived ? .survived : .killed, place: step.entry.step.block.place)
            return (group.map { truths[$0].host.name }.joined(separator: ","), result)
        }
    }

    /// Whether the step holds everywhere with these findings.
    private func judged(_ findings: [Finding], _ truths: [Truth], by asking: any AskingKind) -> Bool {
        asking.judge(zip(truths, findings).map { HostFinding(host: $0.host, finding: $1) })
            .allSatisfy { $0.finding?.isHeld == true }
    }
}
