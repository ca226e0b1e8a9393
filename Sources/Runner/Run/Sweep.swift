import Steps

/// What all hosts answer when asked everything at once, a batch of probes a host, before anything is changed.
///
/// An answer is good until somebody acts; then the sweep is invalid and each step is asked by itself, just before
/// its turn.
actor Sweep {
    private typealias Answers = Task<[Int: Result<Finding, Unreachable>], Never>

    /// Two batches a host are under way at once: one may wait for a server while the other computes.
    private static let lanes = 2

    private var windows: [String: [Int: Answers]] = [:]
    private var isValid = true

    /// Begins to ask, `window` probes in one round trip.
    init(of plan: Plan, knowing captures: [String: Value], over connections: Connections, window: Int) {
        let hosts = plan.entries.flatMap(\.hosts).reduce(into: [Host]()) {
            if !$0.contains($1) { $0.append($1) }
        }
        for host in hosts {
            let indices = plan.entries.indices.filter { plan.isSweepable($0, on: host, knowing: captures) }
            var batches: [Answers] = []
            for start in stride(from: 0, to: indices.count, by: window) {
                let batch = Array(indices[start..<min(start + window, indices.count)])
                let before = batches.dropLast(Self.lanes - 1).last
                let answers = Task {
                    _ = await before?.value
                    return await Self.ask(batch, of: plan, on: host, over: connections)
                }
                batches.append(answers)
                for index in batch { windows[host.name, default: [:]][index] = answers }
            }
        }
    }

    /// What was found for a step on a host; nil where it was not asked or the answer may be out of date.
    func finding(_ index: Int, on host: Host) async throws(Unreachable) -> Finding? {
        guard isValid, let task = windows[host.name]?[index] else { return nil }
        let found = await task.value[index]
        guard isValid else { return nil }
        return try found?.get()
    }

    /// Somebody acts: nothing found before counts any more.
    func invalidate() {
        guard isValid else { return }
        isValid = false
        for task in windows.values.flatMap(\.values) { task.cancel() }
        windows = [:]
    }

    private static func ask(
        _ indices: [Int], of plan: Plan, on host: Host, over connections: Connections
    ) async -> [Int: Result<Finding, Unreachable>] {
        guard !Task.isCancelled else { return [:] }
        let asked = indices.compactMap { index -> (Int, Probe, Question)? in
            let entry = plan.entries[index]
            guard let probe = entry.contents[host.name]?.probe(on: host) else { return nil }
            let envelope = entry.step.envelope
            return (index, probe, Question(probe.script, user: envelope.user, timeout: envelope.timeout))
        }
        guard !asked.isEmpty else { return [:] }
        do throws(Unreachable) {
            let questions = asked.map(\.2)
            let answers = try await connections.use(host) { transport throws(Unreachable) in
                try await transport.ask(questions)
            }
            return zip(asked, answers).reduce(into: [:]) { findings, pair in
                findings[pair.0.0] = .success(pair.0.1.finding(from: pair.1))
            }
        } catch {
            // A lost connection says nothing of the host: each step asks for itself, over a new one.
            return error.wasConnected ? [:] : indices.reduce(into: [:]) { $0[$1] = .failure(error) }
        }
    }
}

extension Plan {
    /// Whether a step's question can be asked before the run has done anything.
    fileprivate func isSweepable(_ index: Int, on host: Host, knowing captures: [String: Value]) -> Bool {
        let entry = entries[index]
        return entry.hosts.contains(host) && !entry.dependsOnCaptures && host != .local
            && includes(entry, knowing: captures)
    }
}

extension Probe {
    /// What an answer means; one that was cut short holds nothing.
    func finding(from answer: Answer) -> Finding {
        if let reason = answer.cutShort {
            return .differs([
                Difference("no answer to the question: \(reason)", evidence: answer.reply.complaint)
            ])
        }
        return judge(answer.reply)
    }
}
