import Mustache

/// The templates of this room, parsed once. Values are escaped, but for `{{{…}}}`; the words of the interface, `{{w.NAME}}`,
/// are part of a template before it is parsed.
enum Templates {
    /// Fills the template of that name.
    static func render(_ name: Name, _ values: View) -> String {
        parsed[name]?.render(values) ?? ""
    }

    /// A file of `Templates/`.
    enum Name: CaseIterable { case frame, chapter, card, cover, index, glossary, results }

    // The templates are constants; a test parses each, so that one which is wrong never leaves this room.
    private static let parsed: [Name: MustacheTemplate] = {
        MustacheContentTypes.register(Escaping(), named: Escaping.name)
        return Dictionary(
            uniqueKeysWithValues: Name.allCases.compactMap { name in
                (try? MustacheTemplate(string: Escaping.pragma + Words.filled(into: source(of: name))))
                    .map { (name, $0) }
            })
    }()

    /// This room's own way to escape: by bytes, where Mustache's goes by characters.
    private struct Escaping: MustacheContentType {
        static let name = "HANDOUT"
        /// Alone on its line, which Mustache takes away.
        static let pragma = "{{% CONTENT_TYPE:\(name)}}\n"

        func escapeText(_ text: String) -> String { HTML.escape(text) }
    }

    /// What a template's file says.
    static func source(of name: Name) -> String {
        let bytes =
            switch name {
            case .frame: PackageResources.frame_mustache
            case .chapter: PackageResources.chapter_mustache
            case .card: PackageResources.card_mustache
            case .cover: PackageResources.cover_mustache
            case .index: PackageResources.index_mustache
            case .glossary: PackageResources.glossary_mustache
            case .results: PackageResources.results_mustache
            }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// What a template can name: members by name, without those that are nil.
struct View: MustacheParent, ExpressibleByDictionaryLiteral {
    var members: [String: Any]

    init(dictionaryLiteral elements: (String, Any?)...) {
        members = Dictionary(elements.compactMap { name, value in value.map { (name, $0) } }) { $1 }
    }

    /// The member of that name.
    func child(named name: String) -> Any? { members[name] }

    /// The members of both; those of the other win.
    func merging(_ other: View) -> View {
        var both = self
        both.members.merge(other.members) { $1 }
        return both
    }
}
