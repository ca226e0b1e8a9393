/// One machine of a lab, as a step sees it.
public struct Host: Sendable, Hashable, Codable {
    /// Its short name, unique in the lab: `morrigan`.
    public var name: String
    /// Its address in the lab's own network, IPv4 or IPv6 in text form.
    public var address: String
    /// Its address from outside, where it has one.
    public var publicAddress: String?
    /// The roles that it plays, such as `masters`; a host may play several.
    public var roles: [String]

    /// A host by name, address and roles.
    public init(name: String, address: String, publicAddress: String? = nil, roles: [String] = []) {
        self.name = name
        self.address = address
        self.publicAddress = publicAddress
        self.roles = roles
    }

    /// The computer that labctl itself runs on: the host of steps with `on=local`.
    public static let local = Host(name: "local", address: "127.0.0.1")
}
