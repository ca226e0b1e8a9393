public import Steps

/// What a run needs from outside: the ways to the hosts, the journal, the power switches.
public struct Surroundings: Sendable {
    /// The ways to the hosts.
    public var connections: Connections
    /// Where runs are recorded.
    public var journal: Journal
    /// Switches machines off and on, for drills; nil where the lab has no such switch.
    public var power: (any Power)?
    /// Says in words what can be known here of a machine that does not answer; nil where nothing can.
    public var powerReport: (@Sendable (Host) async -> String?)?
    /// How much longer than usual everything may take. The connections see to their questions themselves.
    public var timeScale: TimeScale

    /// The surroundings of a run.
    public init(
        connections: Connections, journal: Journal, power: (any Power)? = nil,
        powerReport: (@Sendable (Host) async -> String?)? = nil, timeScale: TimeScale = .usual
    ) {
        self.connections = connections
        self.journal = journal
        self.power = power
        self.powerReport = powerReport
        self.timeScale = timeScale
    }
}
