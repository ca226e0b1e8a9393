import Steps

/// A drill bound to the hosts of a lab: who is broken, who asks, and what heals whom.
struct DrillScene: Sendable {
    let step: String
    let drill: Drill
    let victims: [Host]
    let peers: [Host]
    let probe: DrillProbe
    let invariants: [DrillProbe]
    let meanwhile: [DrillProbe]
    let scribe: Host?

    /// Looks every host up; `victims` are those to be broken.
    ///
    /// Throws `Diagnostic` for hosts that are not there.
    init(_ drill: Drill, of entry: Plan.Entry, breaking victims: [Host], in inventory: Inventory) throws {
        step = entry.step.id
        self.drill = drill
        self.victims = victims
        faults = victims.reduce(into: [:]) { $0[$1.name] = entry.contents[$1.name]?.drill?.fault }
        peers = try drill.fault.peers?.hosts(in: inventory) ?? []
        probe = try DrillProbe(drill.probe, in: inventory)
        invariants = try drill.invariants.map { try DrillProbe($0, in: inventory) }
        meanwhile = try drill.meanwhile.map { try DrillProbe($0, in: inventory) }
        scribe = try drill.ledger?.host.hosts(in: inventory).first
        remedies = try drill.remedies.flatMap { remedy in
            try remedy.hosts.hosts(in: inventory).map {
                HostHeal(host: $0.name, actions: [.run(remedy.script)])
            }
        }
    }

    private let faults: [String: any Fault]
    /// The author's commands that heal, after the fault is.
    let remedies: [HostHeal]

    /// What is done to a host, as the body says it there.
    func fault(on victim: Host) -> any Fault { faults[victim.name] ?? drill.fault }

    /// What heals the fault on each broken host.
    var heals: [HostHeal] {
        victims.map { HostHeal(host: $0.name, actions: fault(on: $0).healing($0)) }
    }

    /// What breaks a host.
    func breaking(_ victim: Host) -> [FaultAction] { fault(on: victim).breaking(victim, from: peers) }

    /// The hosts that cannot be asked while the fault lasts.
    var silent: Set<String> {
        Set(victims.filter { breaking($0).contains(where: \.silences) }.map(\.name))
    }

    /// How long the host waits for labctl before it heals itself: longer than any drill that goes on may take.
    /// Its budget is stretched already.
    func patience(_ scale: TimeScale) -> Duration {
        drill.budget * 2 + drill.lasting + scale.stretch(.seconds(30))
    }

    /// Whether the probe must have gone bad: said, or because clients are served again only after the heal.
    var mustBeNoticed: Bool? { drill.mustBeNoticed ?? (drill.recovery == .healed ? true : nil) }
}
