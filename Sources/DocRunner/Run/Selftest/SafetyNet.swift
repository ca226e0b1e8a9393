public import Steps

/// The snapshot of a lab, as a selftest uses it: kept once, brought back for what cannot be undone, and at the end.
public protocol SafetyNet: Sendable {
    /// Keeps the state of all hosts, in place of what was kept before.
    func keep() async throws
    /// Brings the kept state of hosts back and waits until they answer; of all where none is named.
    func putBack(_ hosts: [Host]) async throws
    /// Forgets what was kept.
    func forget() async throws
    /// What a person types to bring everything back.
    var command: String { get }
}
