import Yams

/// Keeps a few lines of YAML from meaning millions of values: an alias repeats what its anchor names (YAML 1.1, 7.1), and
/// aliases of aliases multiply.
///
/// Yams shares what is repeated, so composing is cheap; whoever walks through the nodes meets each as often as it is
/// repeated. The keys of mappings are the exception: Yams walks through them itself.
enum AliasBound {
    /// Why a text is not read.
    enum Refusal: Error {
        /// It means more than `most` values.
        case tooMany
        /// A key may hold an alias.
        case inKey
    }

    /// Values of one document: a lab file of a thousand hosts has a tenth of it.
    static let most = 200_000

    /// Throws `Refusal` for a text whose keys may hold aliases; is asked before Yams reads it.
    ///
    /// It refuses more than it must: after `?`, before a colon, and between braces unless a colon stands before the alias.
    static func check(_ yaml: String) throws(Refusal) {
        guard yaml.utf8.contains(UInt8(ascii: "&")), yaml.utf8.contains(UInt8(ascii: "*")),
            yaml.has(/&[0-9A-Za-z_-]/), yaml.has(/\*[0-9A-Za-z_-]/)
        else { return }
        let isKey =
            yaml.has(/\*[0-9A-Za-z_-]+[ \t]*:/) || yaml.has(/[\]}][ \t]*:/)
            || yaml.has(/(^|[\s\u{FEFF}\[{,:\-])\?/)
        if isKey { throw .inKey }
        guard let brace = yaml.utf8.firstIndex(of: UInt8(ascii: "{")) else { return }
        let rest = String(yaml[brace...])
        let aliases = rest.count(of: /\*[0-9A-Za-z_-]/)
        if aliases != rest.count(of: /(:|\n[ \t]*-)[ \t]+\*[0-9A-Za-z_-]/) { throw .inKey }
    }

    /// The documents of a text, as Yams reads them without guessing types, none of which repeats too much.
    ///
    /// Throws `Refusal`, or `YamlError` for text that is not YAML.
    static func documents(_ yaml: String) throws -> [Node] {
        try check(yaml)
        var sequence = try compose_all(yaml: yaml, .basic, .default, .utf8)
        var documents: [Node] = []
        while let node = sequence.next() { documents.append(node) }
        if let error = sequence.error { throw error }
        try check(documents)
        return documents
    }

    /// The one document of a text; nil where there is none. Throws as `documents`.
    static func document(_ yaml: String) throws -> Node? {
        try check(yaml)
        let node = try compose(yaml: yaml, .basic, .default, .utf8)
        try check([node].compactMap { $0 })
        return node
    }

    /// Throws `Refusal` for nodes that are too many, each counted as often as it is repeated.
    static func check(_ nodes: [Node]) throws(Refusal) {
        var left = most
        for node in nodes { try count(node, &left) }
    }

    private static func count(_ node: Node, _ left: inout Int) throws(Refusal) {
        left -= 1
        guard left >= 0 else { throw .tooMany }
        switch node {
        case .scalar, .alias: return
        case .sequence(let sequence): for item in sequence { try count(item, &left) }
        case .mapping(let mapping):
            for (key, value) in mapping {
                try count(key, &left)
                try count(value, &left)
            }
        }
    }
}

extension String {
    fileprivate func has(_ pattern: Regex<some Any>) -> Bool {
        firstMatch(of: pattern.matchingSemantics(.unicodeScalar)) != nil
    }

    fileprivate func count(of pattern: Regex<some Any>) -> Int {
        matches(of: pattern.matchingSemantics(.unicodeScalar)).count
    }
}
