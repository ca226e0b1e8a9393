import Steps

// How the power of machines is cut that labctl did not make.
extension Fields {
    /// `power`, and where it stands: the word `sysrq`, or the commands `off` and `on`; nil where it was not written.
    mutating func powerSwitch(_ offers: LabCapabilities) -> (PowerSwitch, SourcePlace)? {
        guard let entry = entry("power") else { return nil }
        guard !offers.contains(.power) else {
            report(
                .error(
                    "own-power", at: entry.place, "labctl switches machines that it made itself",
                    ["Leave out `power`."]))
            return nil
        }
        if case .text = entry.content {
            return choice("power", among: ["sysrq"]).map { _ in (.sysrq, entry.valuePlace) }
        }
        let commands = nested("power") { fields in
            defer { fields.finish() }
            return PowerSwitch.commands(off: fields.requiredText("off"), on: fields.requiredText("on"))
        }
        return commands.map { ($0, entry.valuePlace) }
    }
}

extension PowerSwitch {
    /// The switch with the values of a host in its commands.
    ///
    /// Throws `Diagnostics` for a name that the lab does not have.
    func filled(for host: Host, in inventory: Inventory, at place: SourcePlace) throws(Diagnostics)
        -> PowerSwitch
    {
        guard case .commands(let off, let on) = self else { return self }
        let scope = Scope(inventory: inventory, host: host)
        return .commands(off: try scope.script(off, at: place), on: try scope.script(on, at: place))
    }
}
