import Yams

extension Fields {
    /// Reads a YAML document that must be a mapping; places are shifted to `place`, where the text begins.
    ///
    /// An empty document is an empty mapping. Throws `Diagnostic` for text that is not YAML (YAML 1.1).
    public init(yaml text: String, title: String, at place: SourcePlace) throws(Diagnostic) {
        if let fields = PlainYAML.mapping(text, title: title, at: place) {
            self = fields
        } else {
            try self.init(anyYAML: text, title: title, at: place)
        }
    }

    /// The same by libyaml, which knows all of YAML.
    init(anyYAML text: String, title: String, at place: SourcePlace) throws(Diagnostic) {
        let node: Node?
        // Without a resolver Yams guesses no types: every scalar is text to us.
        do { node = try AliasBound.document(text) } catch {
            throw Self.wording(error, at: place)
        }
        guard let node else {
            self.init(title: title, entries: [], place: place)
            return
        }
        guard case .map(let fields) = Self.content(node, at: place, title: title) else {
            throw .error("not-a-mapping", at: place, "\(title) must be written as `name: value` lines")
        }
        self = fields
    }

    private static func content(_ node: Node, at start: SourcePlace, title: String) -> Content {
        let place = place(of: node, from: start)
        switch node {
        case .scalar(let scalar): return .text(scalar.string)
        case .sequence(let sequence):
            return .list(
                sequence.map {
                    Entry(
                        name: "", content: content($0, at: start, title: title),
                        place: Self.place(of: $0, from: start))
                })
        case .mapping(let mapping):
            let entries = mapping.map { key, value in
                Entry(
                    name: key.string ?? "?", content: content(value, at: start, title: title),
                    place: Self.place(of: key, from: start), valuePlace: Self.place(of: value, from: start))
            }
            return .map(Fields(title: title, entries: entries, place: place))
        case .alias: return .text("")
        }
    }

    private static func place(of node: Node, from start: SourcePlace) -> SourcePlace {
        guard let mark = node.mark else { return start }
        return start.moved(lines: mark.line - 1, column: start.column + mark.column - 1)
    }

    static func wording(_ error: any Error, at place: SourcePlace) -> Diagnostic {
        if let refusal = error as? AliasBound.Refusal { return refusal.diagnostic(at: place) }
        guard let error = error as? YamlError else {
            return .error("bad-yaml", at: place, "this is not YAML: \(error)")
        }
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            let spot = place.moved(lines: mark.line - 1, column: place.column + mark.column - 1)
            return .error("bad-yaml", at: spot, "this is not YAML: \(problem)")
        case .duplicatedKeysInMapping(let duplicates, _):
            let names = duplicates.map { "`\($0)`" }
            return .error("repeated-name", at: place, "given twice: \(names.joined(separator: ", "))")
        default:
            return .error("bad-yaml", at: place, "this is not YAML")
        }
    }
}

extension AliasBound.Refusal {
    fileprivate func diagnostic(at place: SourcePlace) -> Diagnostic {
        switch self {
        case .tooMany:
            .error(
                "too-many-values", at: place,
                "with what its aliases (`*name`) repeat, this holds more than \(AliasBound.most) values",
                ["Write out what you need, without aliases of aliases."])
        case .inKey:
            .error(
                "alias-in-key", at: place, "an alias (`*name`) stands where a key may be",
                ["Write the key out, and put an alias behind `name: ` or `- ` alone."])
        }
    }
}
