/// Every matcher. A new one is one new file, or a folder, and one line here.
enum Matchers {
    /// The matchers, in the order of the reference page.
    static let all: [any Matcher.Type] = [
        CommandMatcher.self,
        PortMatcher.self,
        HTTPMatcher.self,
        DNSMatcher.self,
        AddressMatcher.self,
        UnitMatcher.self,
        FileMatcher.self,
        MountMatcher.self,
        KubernetesMatcher.self,
    ]

    /// The names of all matchers.
    static let names = documentation.map(\.name)

    /// What each matcher says of itself, in the same order.
    static let documentation = all.map { $0.documentation }

    /// Reads matchers in the order in which they were written; an option belongs to the matcher before it.
    static func read(from fields: inout Fields, after own: [String]) -> [any Matcher] {
        var groups: [[Fields.Entry]] = []
        var options: [String] = []
        for entry in fields.entries where !own.contains(entry.name) {
            if type(named: entry.name) != nil, !options.contains(entry.name) {
                groups.append([entry])
                options = optionNames[entry.name] ?? []
            } else if groups.isEmpty {
                fields.report(unknown(entry, own: own))
            } else {
                groups[groups.count - 1].append(entry)
            }
        }
        fields.allowAll()
        return groups.compactMap { group in
            guard let first = group.first, let type = type(named: first.name) else { return nil }
            var inner = Fields(title: "`\(first.name)`", entries: group, place: first.place)
            let matcher = type.init(from: &inner)
            inner.allow(own + names)
            inner.finish()
            fields.report(inner.problems)
            return matcher
        }
    }

    private static func type(named name: String) -> (any Matcher.Type)? {
        byName[name]
    }

    private static let byName = Dictionary(uniqueKeysWithValues: zip(names, all))
    private static let optionNames = Dictionary(
        uniqueKeysWithValues: documentation.map { ($0.name, $0.options.map(\.name)) })

    private static func unknown(_ entry: Fields.Entry, own: [String]) -> Diagnostic {
        .error(
            "unknown-name", at: entry.place, "`check` has no `\(entry.name)`",
            Spelling.advice(for: entry.name, among: own + names))
    }
}
