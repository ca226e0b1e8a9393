import DocRunner
import Labs
import Steps

/// The snapshot that a selftest works over.
struct LabSafetyNet: SafetyNet {
    /// The snapshot's name.
    static let name = "selftest"

    private let provider: any LabProvider

    /// The net of a lab; nil where its provider cannot bring machines back.
    init?(_ lab: Lab) {
        provider = lab.provider
        guard type(of: provider).capabilities.contains(.snapshots) else { return nil }
    }

    /// One that a killed selftest left is worth nothing any more.
    func keep() async throws {
        try await forgetLeftover()
        try await provider.snapshot(Self.name)
    }

    func putBack(_ hosts: [Host]) async throws {
        try await provider.restore(Self.name, hosts: hosts) { _ in }
    }

    func forget() async throws { try await provider.forget(Self.name) }

    var command: String { "labctl lab restore \(Self.name)" }

    /// Forgets the snapshot of a selftest that was killed, if there is one.
    func forgetLeftover() async throws {
        if try await provider.status().snapshots.contains(Self.name) { try await forget() }
    }
}
