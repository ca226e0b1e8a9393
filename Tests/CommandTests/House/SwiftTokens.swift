/// The words, dots and braces of a Swift source, without comments, texts and regular expressions; of a text, what is interpolated counts.
struct SwiftTokens {
    private(set) var list: [String] = []
    private let bytes: [UInt8]
    private var rest: ArraySlice<UInt8>

    init(_ source: String) {
        bytes = Array(source.utf8)
        rest = bytes[...]
        read(until: nil)
    }

    /// Reads up to a closing byte that belongs to no inner pair, or to the end.
    private mutating func read(until end: UInt8?) {
        var depth = 0
        while let byte = rest.first {
            switch byte {
            case UInt8(ascii: "/") where next == byte: rest = rest.drop { $0 != UInt8(ascii: "\n") }
            case UInt8(ascii: "\""): readText()
            case UInt8(ascii: "/") where beginsPattern: readPattern()
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")") where end == byte && depth == 0:
                rest.removeFirst()
                return
            case UInt8(ascii: ")"): depth -= 1
            case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "."):
                list.append(String(UnicodeScalar(byte)))
            case _ where byte.isOfWord:
                let word = rest.prefix { $0.isOfWord }
                list.append(String(decoding: word, as: UTF8.self))
                rest.removeFirst(word.count - 1)
            default: break
            }
            rest = rest.dropFirst()
        }
    }

    /// Reads a text up to the quotation mark that ends it, which stays.
    private mutating func readText() {
        let quotes = Array(rest.prefix(3)) == Array("\"\"\"".utf8) ? 3 : 1
        rest.removeFirst(quotes)
        while let byte = rest.first,
            Array(rest.prefix(quotes)) != Array(repeating: UInt8(ascii: "\""), count: quotes)
        {
            guard byte == UInt8(ascii: "\\") else {
                rest.removeFirst()
                continue
            }
            let isInterpolation = next == UInt8(ascii: "(")
            rest = rest.dropFirst(2)
            if isInterpolation { read(until: UInt8(ascii: ")")) }
        }
        rest = rest.dropFirst(quotes - 1)
    }

    /// Whether a slash begins a regular expression: a division has spaces on both sides.
    private var beginsPattern: Bool {
        let before = rest.startIndex > 0 ? bytes[rest.startIndex - 1] : UInt8(ascii: " ")
        return [UInt8(ascii: " "), UInt8(ascii: "(")].contains(before) && next != UInt8(ascii: " ")
    }

    /// Reads a regular expression up to the slash that ends it, which stays.
    private mutating func readPattern() {
        rest.removeFirst()
        while let byte = rest.first, byte != UInt8(ascii: "/") {
            rest = rest.dropFirst(byte == UInt8(ascii: "\\") ? 2 : 1)
        }
    }

    private var next: UInt8? { rest.dropFirst().first }
}

extension UInt8 {
    fileprivate var isOfWord: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
