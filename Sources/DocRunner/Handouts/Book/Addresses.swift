/// Where pages and places in them are: files beside each other, or parts of one file.
struct Addresses: Sendable {
    /// Whether the whole guide is one page.
    let isSingle: Bool

    /// The address of a page.
    func page(_ name: String) -> String { isSingle ? "#\(name)" : "\(name).html" }

    /// The address of a place in a page.
    func place(_ anchor: String, in page: String) -> String {
        isSingle ? "#\(page).\(anchor)" : "\(page).html#\(anchor)"
    }

    /// The id of a place in its page.
    func id(_ anchor: String, in page: String) -> String { isSingle ? "\(page).\(anchor)" : anchor }
}
