import DocRunner
import Labs
import Steps

/// The switches of a lab's machines, as drills use them.
struct LabPower: Power {
    private let lab: Lab
    private let provider: any LabProvider
    private let consent: LocalConsent

    init(_ lab: Lab, _ consent: LocalConsent) {
        self.lab = lab
        self.consent = consent
        provider = lab.provider
    }

    private var isOwn: Bool { type(of: provider).capabilities.contains(.power) }

    func refusal(of action: FaultAction, on host: Host) -> String? {
        switch action {
        case .run: nil
        case .power: refusalOfPower(of: host)
        case .link:
            isOwn
                ? nil
                : "labctl has no switch for its link; `break: {cut: both}` does nearly the same on the host itself"
        }
    }

    private func refusalOfPower(of host: Host) -> String? {
        switch provider.powerSwitch(of: host) {
        case nil:
            "labctl cannot switch it. Say in \(lab.file) how: power: {off: a command, on: a command}, or power: sysrq"
        case .commands? where !consent.isGiven:
            "\(lab.file) switches it by a command of this computer, and nobody has allowed that. Read it first; if you trust "
                + "whoever wrote it: --allow-local"
        default: nil
        }
    }

    private func expectAllowed(_ host: Host) throws {
        if let refusal = refusalOfPower(of: host) { throw LabError("\(host.name): \(refusal)") }
    }

    func words(for action: FaultAction, on host: Host) -> String {
        action == .power(on: false) ? provider.powerSwitch(of: host)?.words ?? "" : ""
    }

    var patience: Duration { lab.timeScale.stretch(provider.bootTime) }

    func powerOff(_ host: Host) async throws {
        try expectAllowed(host)
        try await provider.powerOff(host)
    }

    func powerOn(_ host: Host) async throws {
        try expectAllowed(host)
        try await provider.bringBack(host)
    }

    /// A cable goes with its machine: one that is off gets it back with its power.
    func setLink(of host: Host, up: Bool) async throws { try await provider.setLink(of: host, up: up) }
}
