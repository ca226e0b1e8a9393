/// What a provider does for the hosts of its labs. The reader of lab files, drills, selftest and sessions ask this, and
/// never which provider it is.
public struct LabCapabilities: OptionSet, Sendable, Hashable {
    /// The bits.
    public let rawValue: Int

    /// Capabilities by their bits.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// It makes the hosts' network. So the lab file names its `subnet`, hosts have IPv4 addresses in it, of which the first
    /// is this computer's, and SSH ports are the provider's affair.
    public static let network = LabCapabilities(rawValue: 1 << 0)
    /// It gives hosts the Debian packages that the lab file names under `packages`.
    public static let packages = LabCapabilities(rawValue: 1 << 1)
    /// It switches machines and their links itself. Without it the lab file may say under `power` how.
    public static let power = LabCapabilities(rawValue: 1 << 2)
    /// It keeps the state of disks under a name, and brings it back.
    public static let snapshots = LabCapabilities(rawValue: 1 << 3)
}
