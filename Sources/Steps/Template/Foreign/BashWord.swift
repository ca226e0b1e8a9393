/// A word of a script as far as it was read: quotes are left out, and what is not known until bash runs is one byte.
struct BashWord {
    /// The byte that stands for an expansion; it is in no UTF-8 text.
    static let expansion: UInt8 = 0xFE

    /// Its bytes; values are `ForeignText.mark`.
    var bytes: [UInt8] = []
    /// Whether quotes or backslashes stand in it: then it is no reserved word.
    var isQuoted = false
    /// Whether bash may make several words of it.
    var splits = false
    /// The variables that are expanded in it; `*` where that is not known.
    var names: [String] = []

    /// What it says; nil where that is not known until bash runs.
    var text: String? { bytes.allSatisfy { $0 < 0xFE } ? String(decoding: bytes, as: UTF8.self) : nil }

    /// What it looks like, with a `?` for each part that is not known.
    var shape: String {
        String(decoding: bytes.map { $0 < 0xFE ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
    }

    var holdsValue: Bool { bytes.contains(ForeignText.mark) }

    /// Whether it may become an option: it begins with what is not known, or bash may take it apart.
    var mayBeOption: Bool { bytes.first == Self.expansion || splits }

    /// The reserved word that it is.
    var keyword: String? { isQuoted ? nil : text }

    /// The variable that it assigns to where it is an assignment, and whether it is an element's.
    var assignment: (name: String, isElement: Bool)? {
        guard let end = bytes.firstIndex(where: { !Self.nameSet.contains($0) }), end > 0,
            !(0x30...0x39).contains(bytes[0])
        else { return nil }
        let name = String(decoding: bytes[..<end], as: UTF8.self)
        let rest = bytes[end...]
        if rest.starts(with: "=".utf8) || rest.starts(with: "+=".utf8) { return (name, false) }
        return rest.first == UInt8(ascii: "[") ? (name, true) : nil
    }

    /// Whether it is a variable's name and no more.
    var isName: Bool {
        guard let first = bytes.first else { return false }
        return !(0x30...0x39).contains(first) && bytes.allSatisfy(Self.nameSet.contains)
    }

    static let nameSet = ASCIISet.lettersAndDigits + ASCIISet("_")
}
