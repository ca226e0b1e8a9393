import Steps
import Synchronization

/// What all hosts answer when asked everything at once, a batch of probes a host, before anything is changed.
///
/// An answer is good until somebody acts; then the sweep is invalid and each step is asked by itself, just before
/// its turn.
actor Sweep {
    private typealias Answers = Task<[Int: Result<Finding, Unreachable>], Never>

    /// Probes of one host that travel together.
    private struct Batch {
        let answers: Answers
        let isAnswered: Flag
    }

    private final class Flag: Sendable {
        private let state = Atomic(false)
        var isUp: Bool { state.load(ordering: .relaxed) }
        func raise() { state.store(true, ordering: .relaxed) }
    }

    /// Two batches a host are under way at once: one may wait for a server while the other computes.
    private static let lanes = 2

    private var windows: [String: [Int: Batch]] = [:]
    private var isValid = true

    /// Begins to ask, `window` probes in one round trip.
    init(of plan: Plan, knowing captures: [String: Value], over connections: Connections, window: Int) {
        let hosts = plan.entries.flatMap(\.hosts).reduce(into: [Host]()) {
            if !$0.contains($1) { $0.append($1) }
        }
        for host in hosts {
            let asked = plan.entries.indices.filter { plan.isSweepable($0, on: host, knowing: captures) }
                .compactMap { Asked($0, of: plan, on: host) }
            let joints = JointRequests(of: asked.map(\.member)).groups.map { group in
                (
                    members: Set(group.keys),
                    findings: Task { await Self.ask(group, asked, on: host, over: connections) }
                )
            }
            var batches: [Answers] = []
            for start in stride(from: 0, to: asked.count, by: window) {
                let batch = asked[start..<min(start + window, asked.count)]
                let before = batches.dropLast(Self.lanes - 1).last
                let shared = joints.filter { joint in batch.contains { joint.members.contains($0.index) } }
                let flag = Flag()
                let answers = Task {
                    defer { flag.raise() }
                    _ = await before?.value
                    var known: [Int: Result<Finding, Unreachable>] = [:]
                    for joint in shared { known.merge(await joint.findings.value) { $1 } }
                    let rest = batch.filter { known[$0.index] == nil }
                    return await Self.ask(rest, on: host, over: connections).merging(known) { $1 }
                }
                batches.append(answers)
                for asked in batch {
                    windows[host.name, default: [:]][asked.index] = Batch(answers: answers, isAnswered: flag)
                }
            }
        }
    }

    /// What was found for a step on a host; nil where it was not asked or the answer may be out of date.
    func finding(_ index: Int, on host: Host) async throws(Unreachable) -> Finding? {
        guard isValid, let batch = windows[host.name]?[index] else { return nil }
        let found = await batch.answers.value[index]
        guard isValid else { return nil }
        return try found?.get()
    }

    /// Whether all these hosts have answered a step's probe, or all that they were asked where that was not among it.
    func hasAnswers(to index: Int, of hosts: [Host]) -> Bool {
        hosts.allSatisfy { host in
            guard let batches = windows[host.name] else { return true }
            return batches[index].map(\.isAnswered.isUp) ?? batches.values.allSatisfy(\.isAnswered.isUp)
        }
    }

    /// Somebody acts: nothing found before counts any more.
    func invalidate() {
        guard isValid else { return }
        isValid = false
        for batch in windows.values.flatMap(\.values) { batch.answers.cancel() }
        windows = [:]
    }

    /// A step's probe on a host, and the request that it asks.
    private struct Asked {
        let index: Int
        let probe: Probe
        let request: Request

        init?(_ index: Int, of plan: Plan, on host: Host) {
            let entry = plan.entries[index]
            guard let probe = entry.contents[host.name].flatMap({ entry.step.probe(of: $0, on: host) }) else {
                return nil
            }
            let envelope = entry.step.envelope
            self.index = index
            self.probe = probe
            request = Request(probe.script, user: envelope.user, timeout: envelope.timeout)
        }

        var member: JointRequests<Int>.Member { .init(key: index, request: request, joint: probe.joint) }
    }

    /// The findings of those that are asked together, as far as they can be told.
    private static func ask(
        _ group: JointRequests<Int>.Group, _ asked: [Asked], on host: Host, over connections: Connections
    ) async -> [Int: Result<Finding, Unreachable>] {
        guard !Task.isCancelled else { return [:] }
        let answers = try? await connections.use(host) { transport throws(Unreachable) in
            try await transport.ask([group.request])
        }
        let known = answers.map { group.answers(in: $0[0]) } ?? [:]
        return asked.reduce(into: [:]) { findings, asked in
            findings[asked.index] = known[asked.index].map { .success(asked.probe.finding(from: $0)) }
        }
    }

    private static func ask(_ asked: [Asked], on host: Host, over connections: Connections) async
        -> [Int: Result<Finding, Unreachable>]
    {
        guard !asked.isEmpty, !Task.isCancelled else { return [:] }
        do throws(Unreachable) {
            let answers = try await connections.use(host) { transport throws(Unreachable) in
                try await transport.ask(asked.map(\.request))
            }
            return zip(asked, answers).reduce(into: [:]) { findings, pair in
                findings[pair.0.index] = .success(pair.0.probe.finding(from: pair.1))
            }
        } catch {
            // A lost connection says nothing of the host: each step asks for itself, over a new one.
            return error.wasConnected ? [:] : asked.reduce(into: [:]) { $0[$1.index] = .failure(error) }
        }
    }
}

extension Plan {
    /// Whether a step's request can be asked before the run has done anything.
    fileprivate func isSweepable(_ index: Int, on host: Host, knowing captures: [String: Value]) -> Bool {
        let entry = entries[index]
        return entry.hosts.contains(host) && !entry.dependsOnCaptures && host != .local
            && includes(entry, knowing: captures)
    }
}
