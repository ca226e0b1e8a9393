import DocRunner
import Labs
import Steps

/// The switches of a lab's machines, as drills use them.
struct LabPower: Power {
    private let lab: Lab
    private let provider: any LabProvider

    init(_ lab: Lab) {
        self.lab = lab
        provider = lab.provider
    }

    private var isOwn: Bool { lab.providerName != ExistingLab.name }

    func refusal(of action: FaultAction, on host: Host) -> String? {
        switch action {
        case .run: nil
        case .power:
            provider.powerSwitch(of: host) == nil
                ? "labctl cannot switch it. Say in \(lab.file) how: power: {off: a command, on: a command}, or power: sysrq"
                : nil
        case .link:
            isOwn
                ? nil
                : "labctl has no switch for its link; `break: {cut: both}` does nearly the same on the host itself"
        }
    }

    func words(for action: FaultAction, on host: Host) -> String {
        action == .power(on: false) ? provider.powerSwitch(of: host)?.words ?? "" : ""
    }

    var patience: Duration { lab.timeScale.stretch(isOwn ? .seconds(60) : .seconds(300)) }

    func powerOff(_ host: Host) async throws { try await provider.powerOff(host) }

    /// A machine that answers is as wished; one that is on and silent has its cable out, or is about to be off.
    func powerOn(_ host: Host) async throws {
        guard isOwn else { return try await provider.powerOn(host) }
        for _ in 0..<60 {
            let status = try await provider.status()
            switch status.hosts.first(where: { $0.host == host })?.power {
            case .off?: return try await provider.powerOn(host)
            case .silent?: try? await provider.setLink(of: host, up: true)
            case .answering?, nil: return
            }
            try await Task.sleep(for: .milliseconds(500))
        }
    }

    /// A cable goes with its machine: one that is off gets it back with its power.
    func setLink(of host: Host, up: Bool) async throws { try await provider.setLink(of: host, up: up) }
}
