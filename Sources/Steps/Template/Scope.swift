/// The values that `{{name}}` can stand for at one place of a chapter, on one host.
public struct Scope: Sendable {
    /// The values by name; dotted names reach into maps.
    public var values: [String: Value]

    /// The names whose values the chapter's author wrote; nil where all of them are taken as they are.
    ///
    /// The others are foreign, and written as data of the language that they are put into.
    private(set) var authored: Set<String>?

    /// A scope of values that are all the author's own.
    public init(_ values: [String: Value] = [:]) { self.values = values }

    /// The value of a name such as `pod_network` or `host.name`; nil where there is none.
    public subscript(name: String) -> Value? {
        guard let dot = name.utf8.firstIndex(of: UInt8(ascii: ".")) else { return values[name] }
        guard case .map(let inner) = values[String(name[..<dot])] else { return nil }
        return Scope(inner)[String(name[name.index(after: dot)...])]
    }

    /// Every name that can be written, dotted ones included: what a diagnostic offers.
    public var names: [String] {
        values.keys.sorted().flatMap { key -> [String] in
            if case .map(let inner) = values[key] { return inner.keys.sorted().map { "\(key).\($0)" } }
            return [key]
        }
    }
}

extension Scope {
    /// The scope of a lab seen from one of its hosts: variables, roles, `host`, `lab`, `vip`, `hosts`.
    ///
    /// Later sources win: lab variables, then `chapter` (front matter), then `captures`.
    public init(
        inventory: Inventory, host: Host, chapter: [String: Value] = [:], captures: [String: Value] = [:]
    ) {
        self.init(of: inventory)
        self = seen(from: host, in: inventory, chapter: chapter, captures: captures)
    }

    /// What is the same on every host of a lab.
    public init(of inventory: Inventory) {
        values = inventory.variables
        authored = []
        let hosts = inventory.hosts.map { ($0.name, Self.value(of: $0, in: inventory)) }
        let byName = Dictionary(hosts) { first, _ in first }
        for role in inventory.roles {
            values[role] = .list(inventory.hosts(playing: role).compactMap { byName[$0.name] })
        }
        values["hosts"] = .list(hosts.map(\.1))
        let addresses = inventory.hosts.map { ($0.name, Value.text($0.address)) }
        values["address"] = .map(Dictionary(addresses) { first, _ in first })
        let vips = inventory.virtualAddresses.map { ($0.name, Value.text($0.address)) }
        values["vip"] = .map(Dictionary(vips) { first, _ in first })
        values["lab"] = .map(["name": .text(inventory.name)])
    }

    /// A lab's scope with what differs from host to host and from chapter to chapter.
    public func seen(
        from host: Host, in inventory: Inventory, chapter: [String: Value], captures: [String: Value]
    ) -> Scope {
        var scope = self
        scope.values["host"] = known(host, in: inventory) ?? Self.value(of: host, in: inventory)
        scope.values.merge(chapter) { $1 }
        scope.values.merge(captures) { $1 }
        scope.authored = Set(chapter.keys).subtracting(captures.keys)
        return scope
    }

    /// A host's value where it was made for all of them.
    private func known(_ host: Host, in inventory: Inventory) -> Value? {
        guard case .list(let hosts) = values["hosts"], hosts.count == inventory.hosts.count else {
            return nil
        }
        return zip(inventory.hosts, hosts).first { $0.0.name == host.name }?.1
    }

    private static func value(of host: Host, in inventory: Inventory) -> Value {
        var map: [String: Value] = [
            "name": .text(host.name), "address": .text(host.address),
            "public": .text(host.publicAddress ?? ""),
        ]
        for role in host.roles {
            let before = inventory.hosts.prefix { $0.name != host.name }.count { $0.roles.contains(role) }
            map[role] = .text(String(before + 1))
        }
        return .map(map)
    }
}

extension Scope {
    /// Whether the value of a name is not the author's own.
    func isForeign(_ name: String) -> Bool {
        guard let authored else { return false }
        let dot = name.utf8.firstIndex(of: UInt8(ascii: "."))
        return !authored.contains(dot.map { String(name[..<$0]) } ?? name)
    }

    /// What `{{name}}` writes for a foreign value: its stand-in, because even a plain word is not the same in every language.
    func written(_ text: String, named name: String) -> String {
        ForeignValue(name: name, text: text).standIn
    }
}

extension Scope {
    /// A bash script with every `{{name}}` filled in; foreign values are inserted as data.
    ///
    /// Throws `Diagnostics` for unknown names, for what is not Mustache, and for values that cannot be data where they stand.
    public func script(_ text: String, at place: SourcePlace) throws(Diagnostics) -> String {
        try Language.bash.fill(Template.fill(text, from: self, at: place), at: place)
    }
}

extension Scope {
    /// A text for readers in which every `{{name}}` that stands for plain text, the same on every host, is filled in.
    ///
    /// The rest stays as it was written: other tags, unknown names, what is secret, `host`.
    public func fillKnown(_ text: String) -> String {
        let tags = TemplateTags(in: text)
        var filled: [UInt8] = [], end = 0
        for tag in tags.tags where tag.isPlain {
            guard !tag.name.hasPrefix("host."), case .text(let value) = self[tag.name] else { continue }
            filled += tags.bytes[end..<tag.range.lowerBound]
            filled += value.utf8
            end = tag.range.upperBound
        }
        return end == 0 ? text : String(decoding: filled + tags.bytes[end...], as: UTF8.self)
    }
}
