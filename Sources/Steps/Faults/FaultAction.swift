/// One thing that breaks or heals a host, as data: what the journal keeps, so that any later labctl can heal.
///
/// Its JSON has one member: `{"run": "systemctl start etcd"}`, `{"power": "on"}`, `{"link": "up"}`.
public enum FaultAction: Sendable, Hashable {
    /// Carry out a script on the host.
    case run(Script)
    /// Switch the machine on, or cut its power.
    case power(on: Bool)
    /// Put the machine's network cable in, or take it out.
    case link(up: Bool)

    /// Whether nothing can be asked of the host from then on.
    public var silences: Bool { self == .power(on: false) || self == .link(up: false) }
}

extension FaultAction: Codable {
    private enum Key: String, CodingKey { case run, power, link }

    /// Writes the object.
    public func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Key.self)
        switch self {
        case .run(let script): try object.encode(script.text, forKey: .run)
        case .power(let isOn): try object.encode(isOn ? "on" : "off", forKey: .power)
        case .link(let isUp): try object.encode(isUp ? "up" : "down", forKey: .link)
        }
    }

    /// Reads the object; throws `DecodingError` where it has none of the members.
    public init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: Key.self)
        if let text = try object.decodeIfPresent(String.self, forKey: .run) {
            self = .run(Script(text))
        } else if let state = try object.decodeIfPresent(String.self, forKey: .power) {
            self = .power(on: state == "on")
        } else {
            self = .link(up: try object.decode(String.self, forKey: .link) == "up")
        }
    }
}

extension [FaultAction] {
    /// The scripts among the actions as one, each in a subshell of its own; nil where there is none.
    public var script: Script? {
        let scripts = compactMap { action in if case .run(let script) = action { script.text } else { nil } }
        return scripts.isEmpty ? nil : Script(scripts.map { "(\n\($0)\n)" }.joined(separator: "\n"))
    }
}
