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
    private static let parsed: [Name: PageTemplate] = Dictionary(
        uniqueKeysWithValues: Name.allCases.compactMap { name in
            PageTemplate(Words.filled(into: source(of: name))).map { (name, $0) }
        })

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
