import Glibc
public import Steps

// What a session asks of its machines.
extension LocalLab {
    /// The machines must be on, and only root may enter their network.
    public func prepare() async throws {
        guard geteuid() == 0 else {
            throw LabError(
                "lab `\(lab.name)` lives in a network of its own that only root may enter: use sudo")
        }
        guard try await status().hosts.contains(where: { $0.power != .off }) else {
            throw LabError("lab `\(lab.name)` is not up", ["Bring it up: labctl lab up"])
        }
    }

    /// `labctl lab up`.
    public var remedy: String { "labctl lab up" }

    /// Whether the machine is on.
    public func report(on host: Host) async -> String? {
        switch await power(of: host) {
        case .off?: "its machine is switched off; labctl lab up switches it on"
        case .silent?: "its machine is switched on and does not answer ssh"
        case .answering?: "its machine is on, and answers ssh by now"
        case nil: nil
        }
    }

    /// A machine takes two seconds, and many times that on a busy computer.
    public var bootTime: Duration { .seconds(60) }

    /// A machine that answers is as wished; one that is on and silent has its cable out, or is about to be off.
    public func bringBack(_ host: Host) async throws {
        let deadline = ContinuousClock.now + lab.timeScale.stretch(bootTime) / 2
        while ContinuousClock.now < deadline {
            switch try await status().hosts.first(where: { $0.host == host })?.power {
            case .off?: return try await powerOn(host)
            case .silent?: try? await setLink(of: host, up: true)
            case .answering?, nil: return
            }
            try await Task.sleep(for: .milliseconds(500))
        }
    }

    private func power(of host: Host) async -> LabStatus.Power? {
        try? await status().hosts.first { $0.host == host }?.power
    }
}
