/// Something that a template can show.
enum Shown: Sendable {
    case text(String)
    case flag(Bool)
    case list([Shown])
    case view(View)
}

/// What can stand in a view.
protocol Showable {
    var shown: Shown { get }
}

extension String: Showable {
    var shown: Shown { .text(self) }
}

extension Int: Showable {
    var shown: Shown { .text(String(self)) }
}

extension Bool: Showable {
    var shown: Shown { .flag(self) }
}

extension Array: Showable where Element: Showable {
    var shown: Shown { .list(map(\.shown)) }
}

/// What a template can name: members by name, without those that are nil.
struct View: Sendable, Showable, ExpressibleByDictionaryLiteral {
    private(set) var members: [String: Shown]

    var shown: Shown { .view(self) }

    init(dictionaryLiteral elements: (String, (any Showable)?)...) {
        members = Dictionary(minimumCapacity: elements.count)
        for case (let name, let value?) in elements { members[name] = value.shown }
    }

    /// The members of both; those of the other win.
    func merging(_ other: View) -> View {
        var both = self
        both.members.merge(other.members) { $1 }
        return both
    }
}
