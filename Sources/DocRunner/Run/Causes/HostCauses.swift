import Steps

/// Hosts that cannot be reached at all.
enum HostCauses {
    static let all = [down]

    private static let down = KnownCause("host-down") { clues in
        guard let known = clues.evidence(titled: "the machine") else { return nil }
        return Cause("\(clues.host) cannot be reached: \(Clues.quoted(known)).", verdict: .labIsBroken)
    }
}
