extension ServiceStep {
    /// systemctl(1); what is running reads its files anew by a restart.
    public var commandsByHand: String? {
        let names = units.map { Script.quote($0) }.joined(separator: " ")
        if wanted.isMasked { return "systemctl mask --now \(names)" }
        guard wanted.isRunning else {
            return "systemctl \(wanted.isEnabled ? "stop" : "disable --now") \(names)"
        }
        let enable = wanted.isEnabled ? ["systemctl enable \(names)"] : []
        return (["systemctl daemon-reload"] + enable + ["systemctl restart \(names)"]).joined(separator: "\n")
    }
}
