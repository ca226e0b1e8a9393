import FoundationEssentials
import Steps

/// Examines a step that does not hold: collects evidence from the host, once, and finds the cause if it is a
/// known one.
///
/// A host that does not answer in time, or that has already cost much time, is not examined again in this
/// run. Evidence may cost a few seconds, but must never make a run hang.
actor Examiner {
    /// The time limit for one host: for one examination, and for all examinations of a run.
    struct Patience: Sendable {
        var look = Duration.seconds(EvidenceScript.patience + 3)
        var run = Duration.seconds(20)

        func stretched(by scale: TimeScale) -> Patience {
            Patience(look: scale.stretch(look), run: scale.stretch(run))
        }
    }

    private let surroundings: Surroundings
    private let secrets: KnownSecrets
    private let patience: Patience
    private var spent: [String: Duration] = [:]
    private var reports: [String: Evidence] = [:]

    init(_ surroundings: Surroundings, secrets: KnownSecrets, patience: Patience = Patience()) {
        self.surroundings = surroundings
        self.secrets = secrets
        self.patience = patience
    }

    /// The results with evidence and causes; those that are as the chapter says stay as they are. Where there are no
    /// `collectors` at all (nil), no host is asked anything.
    nonisolated func examine(
        _ results: [String: HostResult], on hosts: [Host],
        collectors: @escaping @Sendable (Host) async -> [Collector]?
    ) async -> [String: HostResult] {
        await withTaskGroup(of: (String, HostResult).self) { group in
            for host in hosts {
                guard let result = results[host.name], result.verdict != nil else { continue }
                group.addTask { (host.name, await self.examine(result, on: host, collectors)) }
            }
            return await group.reduce(into: results) { $0[$1.0] = $1.1 }
        }
    }

    private func examine(
        _ result: HostResult, on host: Host, _ collectors: @Sendable (Host) async -> [Collector]?
    ) async -> HostResult {
        var result = result.redacted(by: secrets.redactor)
        switch result.outcome {
        case .failed:
            // The evidence that a drill collected before its heal is more useful than the state now.
            let known = Set(result.evidence.filter { $0.host == nil }.map(\.title))
            let found = await look(at: host, with: await collectors(host))
            result.evidence += found.filter { !known.contains($0.title) }
        case .unreachable: if let known = await report(on: host) { result.evidence.append(known) }
        default: break
        }
        result.cause = result.cause ?? KnownCauses.cause(of: Clues(result, on: host.name))
        return result
    }

    /// The evidence of a host, collected in one round trip over the open connection; empty if there are no
    /// `collectors` at all.
    func look(at host: Host, with collectors: [Collector]?) async -> [Evidence] {
        guard let collectors, !Task.isCancelled, spent[host.name, default: .zero] < patience.run else {
            return []
        }
        let general = [Collector.disks, .clock(Int(Date().timeIntervalSince1970))]
        let script = EvidenceScript(collectors: collectors + general)
        let question = Request(script.script, user: nil, timeout: patience.look)
        let connections = surroundings.connections
        let start = ContinuousClock.now
        let answer = await TimeLimit.value(within: patience.look * 5 / 4) { () -> Response? in
            try? await connections.transport(to: host).ask([question]).first
        }
        let isSick = answer??.cutShort != nil || answer == nil
        spent[host.name, default: .zero] += isSick ? patience.run : ContinuousClock.now - start
        return answer.flatMap { $0 }.map { script.evidence(in: $0.reply.output, redactor: secrets.redactor) }
            ?? []
    }

    /// Evidence, from this computer, about a host that does not answer; collected once.
    private func report(on host: Host) async -> Evidence? {
        if let known = reports[host.name] { return known }
        let surroundings = surroundings
        let report = await TimeLimit.value(within: patience.look) {
            await surroundings.powerReport?(host) ?? nil
        }
        guard let text = report.flatMap({ $0 }) else { return nil }
        let evidence = Evidence("the machine", text)
        reports[host.name] = evidence
        return evidence
    }
}
