import Steps

// What is found besides on the hosts where a step does not hold.
extension StepRun {
    /// What may be shown of a result: of a secret step no evidence.
    func shown(_ result: HostResult) -> HostResult { envelope.isSecret ? result.withoutEvidence : result }

    /// The results with the evidence of the hosts where the step does not hold in the end, and why, where that is known.
    /// Of a secret step only what may be shown is looked through, and only disks and clock are looked at.
    func examined(_ results: [String: HostResult], withEvidence: Bool = true) async -> [String: HostResult] {
        await context.examiner.examine(results.mapValues(shown), on: entry.hosts) { host in
            guard withEvidence else { return nil }
            guard !envelope.isSecret else { return [] }
            let isTimed = results[host.name].map(isAboutTime) == true
            return ((try? await content(on: host))?.asking?.collectors(on: host) ?? [])
                + (isTimed ? [.load] : [])
        }
    }

    /// Whether a limit of time decided, or may have: one that the author wrote for this step, or one that is spoken of.
    private func isAboutTime(_ result: HostResult) -> Bool {
        if entry.step.block.attributes.entries.contains(where: { $0.name == "timeout" }) { return true }
        let text = ([result.message] + result.differences.flatMap { [$0.summary, $0.evidence] }).joined(
            separator: "\n"
        )
        .lowercased()
        return ["took longer", "timed out", "timeout", "deadline exceeded", "within", "in time"].contains {
            text.contains($0)
        }
    }
}
