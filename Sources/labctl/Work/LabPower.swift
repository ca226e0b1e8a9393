import Labs
import Runner
import Steps

/// The power switches of a lab's machines, as drills use them.
struct LabPower: Power {
    private let provider: any LabProvider

    /// The switches of a lab; nil where labctl did not make the machines.
    init?(_ lab: Lab) {
        guard lab.providerName != ExistingLab.name else { return nil }
        provider = lab.provider
    }

    func powerOff(_ host: Host) async throws { try await provider.powerOff(host) }

    /// A machine that somebody switched on meanwhile is as wished.
    func powerOn(_ host: Host) async throws {
        let status = try await provider.status()
        let power = status.hosts.first { $0.host == host }?.power
        guard power == .off else { return }
        try await provider.powerOn(host)
    }
}
