import Steps

/// Finds the hosts that a drill breaks: those selected, or the one among them where its target holds.
struct DrillTarget: Sendable {
    /// The step on its hosts: its body may name the host that it is read for.
    let entry: Plan.Entry
    let surroundings: Surroundings

    /// Throws `DrillError` where the target holds on none or on several, or a host cannot be asked.
    func victims() async throws(DrillError) -> [Host] {
        guard entry.drill?.target != nil else { return entry.hosts }
        var found: [Host] = []
        for host in entry.hosts {
            guard let target = entry.contents[host.name]?.drill?.target else { continue }
            if try await holds(target, on: host) { found.append(host) }
        }
        guard found.count == 1 else {
            let names = found.isEmpty ? "no host" : found.map(\.name).joined(separator: " and ")
            throw DrillError("the drill wants exactly one host where its target holds; it holds on \(names)")
        }
        return found
    }

    private func holds(_ target: any CheckKind, on host: Host) async throws(DrillError) -> Bool {
        guard let probe = target.probe(on: host) else { return false }
        let answer = try await surroundings.answer(to: probe.script, on: host, within: .seconds(10))
        let finding = probe.finding(from: answer)
        if case .broken(let why) = finding {
            throw DrillError("the target cannot be asked on \(host.name): \(why)", .broken)
        }
        return finding.isHeld
    }
}
