/// Where a URL's server is (RFC 3986, 3.2).
struct ServerAddress {
    let host: String
    let port: Int
    let isSecure: Bool

    /// Reads a URL; nil where it is none of http or https.
    init?(url: String) {
        isSecure = url.hasPrefix("https://")
        guard isSecure || url.hasPrefix("http://") else { return nil }
        let rest = url.dropFirst(isSecure ? 8 : 7).prefix { !"/?#".contains($0) }
        let authority = rest.split(separator: "@").last ?? ""
        let end = authority.lastIndex(of: ":")
        let isPort = end.map { !authority[$0...].contains("]") } ?? false
        host = String(isPort ? authority[..<(end ?? authority.endIndex)] : authority)
        let number = isPort ? end.flatMap { Int(authority[authority.index(after: $0)...]) } : nil
        port = number ?? (isSecure ? 443 : 80)
        if host.isEmpty { return nil }
    }

    var collectors: [Collector] {
        (isSecure ? [Collector.certificate(of: host, port: port)] : []) + Collector.route(to: host)
            + [.listeners(on: port)]
    }
}
