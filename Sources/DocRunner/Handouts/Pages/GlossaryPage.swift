/// The words that the chapters explain.
public enum GlossaryPage {
    /// The page; nil where no chapter names its terms.
    public static func html(_ book: Book) -> String? {
        guard !book.terms.all.isEmpty else { return nil }
        return Frame.html(
            PageParts(
                name: "glossary", title: Words["glossary"], description: Words["glossaryAbout"],
                main: article(book)),
            of: book)
    }

    static func article(_ book: Book) -> String {
        let numbers = Dictionary(book.chapters.map { ($0.name, $0.number) }) { first, _ in first }
        return Templates.render(
            .glossary,
            [
                "id": "glossary",
                "terms": book.terms.all.map { term in
                    [
                        "id": book.addresses.id(Terms.anchor(term.word), in: "glossary"), "word": term.word,
                        "meaning": term.meaning, "address": book.addresses.page(term.chapter),
                        "number": numbers[term.chapter] ?? 0,
                    ]
                },
            ])
    }
}
