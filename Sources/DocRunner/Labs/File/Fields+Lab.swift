import Steps

// The sorts of value that only lab files have.
extension Fields {
    /// A name that can be a host's (RFC 1123, 2.1): lower-case letters, digits and `-`, beginning with a letter.
    mutating func name(_ name: String, atMost limit: Int) -> String {
        let text = requiredText(name)
        guard !text.isEmpty, let entry = entry(name) else { return text }
        let allowed = text.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "-") || (48...57).contains(byte) || (97...122).contains(byte)
        }
        let begins = text.utf8.first.map { (97...122).contains($0) } ?? false
        if !allowed || !begins || text.hasSuffix("-") || text.utf8.count > limit {
            report(
                .error(
                    "bad-name", at: entry.valuePlace, "`\(text)` cannot be a name here",
                    ["Write lower-case letters, digits and `-`, at most \(limit), beginning with a letter."]))
        }
        return text
    }

    /// A network in CIDR form, which must be there.
    mutating func subnet(_ name: String) -> Subnet? {
        let text = requiredText(name)
        guard !text.isEmpty, let entry = entry(name) else { return nil }
        if let subnet = Subnet(text) { return subnet }
        report(
            .error(
                "bad-subnet", at: entry.valuePlace, "`\(text)` is not an IPv4 network",
                ["Write the network's own address and its length, such as 10.0.0.0/24."]))
        return nil
    }

    /// The names of Debian packages (Debian Policy, 5.6.1) for hosts that labctl makes.
    mutating func packages(_ name: String, _ offers: LabCapabilities) -> [String] {
        guard let entry = entry(name) else { return [] }
        let packages = words(name)
        guard offers.contains(.packages) else {
            report(
                .error(
                    "own-packages", at: entry.place,
                    "hosts that labctl did not make have packages of their own",
                    ["Leave out `\(name)`; what hosts install comes from their own apt."]))
            return []
        }
        for package in packages where package.wholeMatch(of: /[a-z0-9][a-z0-9+.-]+/) == nil {
            report(
                .error(
                    "bad-value", at: entry.valuePlace, "`\(package)` is no name of a Debian package",
                    ["Write names as `apt-get install` takes them: apache2, libapache2-mod-php."]))
        }
        return packages
    }

    /// Variables by name.
    mutating func variables(_ name: String) -> [String: Value] {
        nested(name) { fields in
            fields.allow(fields.entries.map(\.name))
            return Dictionary(fields.entries.map { ($0.name, Value($0.content)) }) { first, _ in first }
        } ?? [:]
    }
}

extension Subnet {
    /// Stands in for a subnet that could not be read, while the rest of the file is looked at.
    static var fallback: Subnet { Subnet(network: IPv4Address(bits: 0x0a00_0000), prefix: 24) }
}
