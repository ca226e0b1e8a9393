import Steps

/// A drill bound to the hosts of a lab: who is broken, who asks, and what heals whom.
struct DrillScene: Sendable {
    let step: String
    let drill: Drill
    let victims: [Host]
    let peers: [Host]
    let probe: DrillQuestion
    let invariants: [DrillQuestion]
    let meanwhile: [DrillQuestion]
    let scribe: Host?

    /// Looks every host up; `victims` are those to be broken.
    ///
    /// Throws `Diagnostic` for hosts that are not there.
    init(_ drill: Drill, of step: String, breaking victims: [Host], in inventory: Inventory) throws {
        self.step = step
        self.drill = drill
        self.victims = victims
        peers = try drill.fault.peers?.hosts(in: inventory) ?? []
        probe = try DrillQuestion(drill.probe, in: inventory)
        invariants = try drill.invariants.map { try DrillQuestion($0, in: inventory) }
        meanwhile = try drill.meanwhile.map { try DrillQuestion($0, in: inventory) }
        scribe = try drill.ledger?.host.hosts(in: inventory).first
        remedies = try drill.remedies.flatMap { remedy in
            try remedy.hosts.hosts(in: inventory).map {
                HostHeal(host: $0.name, actions: [.run(remedy.script)])
            }
        }
    }

    private let remedies: [HostHeal]

    /// All that heals, in its order: the fault on each broken host, then the author's commands.
    var heals: [HostHeal] {
        victims.map { HostHeal(host: $0.name, actions: drill.fault.healing($0)) } + remedies
    }

    /// What breaks a host.
    func breaking(_ victim: Host) -> [FaultAction] { drill.fault.breaking(victim, from: peers) }

    /// The hosts that cannot be asked while the fault lasts.
    var silent: Set<String> {
        Set(victims.filter { breaking($0).contains(where: \.silences) }.map(\.name))
    }

    /// How long the host waits for labctl before it heals itself: longer than any drill that goes on may take.
    var patience: Duration { drill.budget * 2 + drill.lasting + .seconds(30) }

    /// Whether the probe must have gone bad: said, or because clients are served again only after the heal.
    var mustBeNoticed: Bool? { drill.mustBeNoticed ?? (drill.recovery == .healed ? true : nil) }
}
