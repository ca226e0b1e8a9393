public import Steps

/// What a provider can tell of a lab at one moment.
public struct LabStatus: Sendable, Hashable {
    /// What is known of one host.
    public enum Power: String, Sendable, Hashable {
        /// It answers ssh.
        case answering
        /// It is switched on and does not answer ssh.
        case silent
        /// It is switched off.
        case off
    }

    /// The hosts in the order of the lab file.
    public var hosts: [(host: Host, power: Power)] { zip(names, powers).map { ($0, $1) } }
    /// The names of the snapshots, sorted.
    public var snapshots: [String]

    private var names: [Host]
    private var powers: [Power]

    /// A status from hosts and their power, and snapshots.
    public init(_ hosts: [(Host, Power)], snapshots: [String] = []) {
        names = hosts.map(\.0)
        powers = hosts.map(\.1)
        self.snapshots = snapshots
    }
}
