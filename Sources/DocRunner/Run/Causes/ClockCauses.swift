import Steps

/// Hosts whose clock is wrong: certificates and leases then seem to be of another time.
enum ClockCauses {
    static let all = [clock]

    private static let clock = KnownCause("clock") { clues in
        guard let text = clues.evidence(titled: Collector.clock(0).title),
            let match = text.firstMatch(of: /, ([0-9]{1,12}) s (behind|ahead of) labctl/),
            let seconds = Int(match.1)
        else { return nil }
        let isAboutTime = clues.line(with: "expired", "not yet valid", "clock", "in the future") != nil
        guard seconds >= (isAboutTime ? 30 : 300) else { return nil }
        return Cause(
            "the clock of \(clues.host) is \(words(seconds)) \(match.2 == "behind" ? "slow" : "fast"): certificates and "
                + "tokens seem to be of another time there. Set it right (timedatectl, or date --set), then try again.",
            verdict: .labIsBroken)
    }

    private static func words(_ seconds: Int) -> String {
        seconds < 120
            ? "\(seconds) seconds"
            : seconds < 7200
                ? "\(seconds / 60) minutes"
                : seconds < 172_800 ? "\(seconds / 3600) hours" : "\(seconds / 86_400) days"
    }
}
