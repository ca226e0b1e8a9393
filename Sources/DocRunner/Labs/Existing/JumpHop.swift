/// One jump host as ssh -J takes it: `[user@]host[:port]`, an IPv6 address in brackets, or the same as `ssh://…`.
struct JumpHop: Sendable, Hashable {
    var user: String?
    var host: String
    var port: Int?

    /// The jump hosts of a list with commas, the first of which is connected to directly; nil for anything else.
    static func list(_ text: String) -> [JumpHop]? {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        let hops = parts.compactMap { JumpHop($0) }
        return hops.count == parts.count && hops.count <= 8 ? hops : nil
    }

    private init?(_ text: some StringProtocol) {
        var rest = Substring(text)
        if rest.hasPrefix("ssh://") { rest = rest.dropFirst(6) }
        if let at = rest.lastIndex(of: "@") {
            let name = String(rest[..<at])
            guard HostName.isUser(name) else { return nil }
            user = name
            rest = rest[rest.index(after: at)...]
        }
        var name = rest, number: Substring?
        if rest.hasPrefix("["), let end = rest.firstIndex(of: "]") {
            name = rest[rest.index(after: rest.startIndex)..<end]
            let tail = rest[rest.index(after: end)...]
            guard tail.isEmpty || tail.hasPrefix(":") else { return nil }
            number = tail.isEmpty ? nil : tail.dropFirst()
        } else if rest.count(where: { $0 == ":" }) == 1, let colon = rest.firstIndex(of: ":") {
            (name, number) = (rest[..<colon], rest[rest.index(after: colon)...])
        }
        host = String(name)
        guard HostName.isValid(host) else { return nil }
        guard let number else { return }
        guard let value = Int(number), (1...65_535).contains(value) else { return nil }
        port = value
    }
}
