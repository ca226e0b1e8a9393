import Steps

// What must be the only one of its kind in the file.
extension LabReading {
    mutating func takeName(_ fields: inout Fields) -> String {
        let name = fields.name("name", atMost: 32)
        guard !name.isEmpty, let entry = fields.entry("name") else { return name }
        if ["local", "all"].contains(name) {
            fields.report(
                .error("reserved-name", at: entry.valuePlace, "`\(name)` means something else in a selector"))
        }
        if !takenNames.insert(name).inserted {
            fields.report(.error("repeated-name", at: entry.valuePlace, "the name `\(name)` is given twice"))
        }
        return name
    }

    /// An address in the lab: IPv4 in a network that the provider makes; in others IPv6 or a name as well.
    mutating func takeAddress(_ name: String, _ fields: inout Fields, port: Int? = nil) -> String? {
        let text = fields.requiredText(name)
        guard !text.isEmpty, let entry = fields.entry(name) else { return nil }
        guard let address = IPv4Address(text) else {
            guard !offers.contains(.network), HostName.isValid(text) else {
                fields.report(badAddress(text, at: entry.valuePlace))
                return nil
            }
            takeOnce(text, port, at: entry.valuePlace, &fields)
            return text
        }
        if let subnet, !subnet.hasHost(address) {
            fields.report(
                .error(
                    "foreign-address", at: entry.valuePlace,
                    "\(text) is no host's address in subnet \(subnet)"))
        } else if let subnet, offers.contains(.network), address == subnet.first {
            fields.report(
                .error(
                    "reserved-address", at: entry.valuePlace,
                    "\(text) is this computer's own address in the lab's network"))
        }
        takeOnce(text, port, at: entry.valuePlace, &fields)
        return text
    }

    private func badAddress(_ text: String, at place: SourcePlace) -> Diagnostic {
        offers.contains(.network)
            ? .error(
                "bad-address", at: place, "`\(text)` is not an IPv4 address",
                ["Write four numbers from 0 to 255, such as 10.0.0.43."])
            : .error(
                "bad-address", at: place, "`\(text)` is neither an IP address nor a host name",
                ["Write 192.0.2.11, 2001:db8::11, fe80::11%eth0, or a name such as one.example.org."])
    }

    mutating func takePublicAddress(_ fields: inout Fields, port: Int? = nil) -> String? {
        guard let text = fields.text("public"), let entry = fields.entry("public") else { return nil }
        if !HostName.isValid(text) {
            fields.report(
                .error("bad-address", at: entry.valuePlace, "`\(text)` is neither an IP address nor a name")
            )
        }
        takeOnce(text, port, at: entry.valuePlace, &fields)
        return text
    }

    /// Two machines may share an address where each has a port of its own.
    private mutating func takeOnce(
        _ address: String, _ port: Int?, at place: SourcePlace, _ fields: inout Fields
    ) {
        let key = port.map { "\(address) port \($0)" } ?? address
        if let owner = takenAddresses[key] {
            fields.report(
                .error("repeated-address", at: place, "\(key) is given twice; it is that of \(owner)"))
            return
        }
        takenAddresses[key] = fields.text("name") ?? "another host"
    }
}
