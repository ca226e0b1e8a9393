public import Steps

/// The power switches of a lab's machines.
public protocol Power: Sendable {
    /// Cuts a machine off: its link first, then the machine, so that nobody is told.
    func powerOff(_ host: Host) async throws
    /// Switches a machine on; answers as soon as it boots.
    func powerOn(_ host: Host) async throws
}
