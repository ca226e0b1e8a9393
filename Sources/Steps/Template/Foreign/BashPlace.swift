/// Where in a script a value stands.
enum BashPlace {
    /// Part of a word without quotes; whether a `-` at the value's beginning may make an option of it.
    case word(_ mayBeOption: Bool)
    /// Between double quotes.
    case double(_ mayBeOption: Bool)
    /// Between single quotes.
    case single(_ mayBeOption: Bool)
    /// In a comment.
    case comment
    /// In a line of a here-document.
    case document(BashDocument.Line)
    /// Where it cannot be written as data: why.
    case refused(String)
}

/// A here-document (bash(1), Here Documents).
struct BashDocument {
    /// The line that ends it.
    var delimiter: [UInt8]
    /// Whether nothing is expanded in it.
    var isQuoted: Bool
    /// Whether tabs at the beginnings of its lines are taken away.
    var stripsTabs: Bool

    /// The line of it that a value stands in.
    struct Line {
        var document: BashDocument
        var before: [UInt8]
        var behind: [UInt8]
    }
}
