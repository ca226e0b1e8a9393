import Steps

/// How the hosts of a lab are told apart at a glance: each has a colour and letters of its own.
struct HostBadges: Sendable {
    /// How many colours the stylesheet has.
    private static let hues = 10
    private let badges: [String: String]

    init(_ inventory: Inventory?) {
        let names = (inventory?.hosts.map(\.name) ?? []) + [Host.local.name]
        let letters = Self.letters(for: names)
        badges = Dictionary(
            names.enumerated().map { index, name in
                let hue = name == Host.local.name ? "local" : "h\(index % Self.hues)"
                return (name, Self.badge(name, letters[index], hue: hue))
            }, uniquingKeysWith: { first, _ in first })
    }

    /// The badge of a host, as HTML; of a name that is no host of the lab, the name.
    func html(_ name: String) -> String {
        badges[name] ?? "<span class=\"host\">\(HTML.escape(name))</span>"
    }

    private static func badge(_ name: String, _ letters: String, hue: String) -> String {
        "<span class=\"host \(hue)\" data-l=\"\(HTML.escape(letters))\">\(HTML.escape(name))</span>"
    }

    /// The first two letters of each name; where those of two are the same, the first and the first that differs.
    static func letters(for names: [String]) -> [String] {
        var taken: Set<String> = []
        return names.enumerated().map { index, name in
            let first = name.prefix(1).uppercased()
            let others = name.dropFirst().map(String.init) + ["\(index + 1)"]
            let letters =
                others.map { first + $0.lowercased() }.first { !taken.contains($0) } ?? "\(first)\(index + 1)"
            taken.insert(letters)
            return letters
        }
    }
}
