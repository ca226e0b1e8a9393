/// The units that a step starts, and the files that it starts them anew for.
public struct UnitFiles: Sendable, Hashable {
    /// The units, with their suffix.
    public let units: [String]
    /// The files whose change means a restart, by their absolute paths.
    public let listed: [String]
    /// The files that the units' programs read anew by themselves.
    public let reread: [String]
}
