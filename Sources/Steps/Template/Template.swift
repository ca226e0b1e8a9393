import Mustache

/// Fills `{{name}}` in what an author wrote (Mustache, mustache(5)); an unknown name is an error, never empty.
enum Template {
    /// The text with every tag filled from the scope.
    ///
    /// Throws `Diagnostics` naming each unknown name at its place, or the syntax error.
    static func fill(_ text: String, from scope: Scope, at place: SourcePlace) throws(Diagnostics) -> String {
        guard text.hasTags else { return text }
        let tags = TemplateTags(in: text)
        guard !tags.isEmpty else { return text }
        let problems = tags.problems(in: scope, at: place)
        guard problems.isEmpty else { throw Diagnostics(problems) }
        if let filled = Substitution(tags, from: scope).text { return filled }
        return try mustache(text, from: scope, at: place)
    }

    /// The text as Mustache fills it.
    static func mustache(_ text: String, from scope: Scope, at place: SourcePlace) throws(Diagnostics)
        -> String
    {
        let filled: String
        do {
            filled = try MustacheTemplate(string: plainText + text).render(
                objects(of: scope, keepingWords: TemplateTags(in: text).tags.contains(where: \.takesApart))
            )
        } catch {
            let reason = (error as? MustacheTemplate.ParserError)?.error ?? error
            let spot = badTag(in: text)?.place(from: place) ?? place
            throw Diagnostics([.error("bad-template", at: spot, "this is not Mustache: \(reason)")])
        }
        if let filled = ForeignValue.raw(filled), ForeignValue.areWhole(in: filled) { return filled }
        throw Diagnostics([
            .error(
                Diagnostic.foreignValue, at: place,
                "a value that comes from a host or from the lab is taken apart here",
                ["Fill it in as a whole, without a transform."])
        ])
    }

    /// The first tag that is no Mustache taken alone. (Mustache's own places count characters, and other line ends.)
    private static func badTag(in text: String) -> TemplateTags.Tag? {
        let tags = TemplateTags(in: text)
        return tags.tags.first { tag in
            let words = String(decoding: tags.bytes[tag.range].dropFirst(2).dropLast(2), as: UTF8.self)
            let name = tag.sigil == " " ? words[...] : words.trimmingSpaces.dropFirst()
            let alone = "#^/".unicodeScalars.contains(tag.sigil) ? "{{#\(name)}}{{/\(name)}}" : "{{\(words)}}"
            return (try? MustacheTemplate(string: alone)) == nil
        }
    }

    /// A pragma on a line of its own, which Mustache takes away: the text is not HTML.
    private static let plainText: String = {
        MustacheContentTypes.register(ForeignContent(), named: "FOREIGN")
        return "{{% CONTENT_TYPE:FOREIGN }}\n"
    }()

    /// Makes stand-ins of foreign values for `{{name}}`, and not for `{{{name}}}`.
    private struct ForeignContent: MustacheContentType {
        func escapeText(_ text: String) -> String { ForeignValue.escaped(text) }
    }

    /// What Mustache is given; a transform takes plain words as they are, for a stand-in cannot be taken apart.
    private static func objects(of scope: Scope, keepingWords: Bool) -> [String: Any] {
        Dictionary(
            uniqueKeysWithValues: scope.values.map { name, value in
                (name, object(value, scope.isForeign(name) ? name : nil, keepingWords))
            })
    }

    private static func object(_ value: Value, _ name: String?, _ keepingWords: Bool) -> Any {
        switch value {
        case .text(let text), .secret(let text):
            guard let name else { return text }
            let value = ForeignValue(name: name, text: text)
            return value.isHarmless && keepingWords ? text : value.mustache
        case .flag(let flag): return flag
        case .list(let items): return items.map { object($0, name, keepingWords) }
        case .map(let map):
            return Dictionary(
                uniqueKeysWithValues: map.map { key, value in
                    (key, object(value, name.map { "\($0).\(key)" }, keepingWords))
                })
        }
    }
}

extension String {
    /// Whether a `{{` stands anywhere in it.
    var hasTags: Bool { holds("{{") }
}

extension Fields {
    /// Whether a `{{` stands anywhere in the values.
    var hasTags: Bool {
        entries.contains { entry in
            if case .text(let text) = entry.content { text.hasTags } else { false }
        }
    }
}

extension StepBlock {
    /// The block with its body and attributes filled from the scope; a raw block keeps its body.
    public func filled(from scope: Scope, isRaw: Bool) throws(Diagnostics) -> StepBlock {
        var problems: [Diagnostic] = []
        func fill(_ text: String, at place: SourcePlace) -> String {
            do throws(Diagnostics) {
                return try Template.fill(text, from: scope, at: place)
            } catch {
                problems += error.list
                return text
            }
        }
        var filled = self
        if attributes.hasTags {
            let entries = attributes.entries.map { entry -> Fields.Entry in
                guard case .text(let text) = entry.content else { return entry }
                var filled = entry
                filled.content = .text(fill(text, at: entry.valuePlace))
                return filled
            }
            filled.attributes = Fields(title: attributes.title, entries: entries, place: attributes.place)
        }
        if !isRaw { filled.body = fill(body, at: bodyPlace) }
        if !problems.isEmpty { throw Diagnostics(problems) }
        return filled
    }

    /// The block as it is shown to readers: filled in, and foreign values as they are, in no language's quotes.
    public func shown(from scope: Scope, isRaw: Bool) throws(Diagnostics) -> StepBlock {
        var shown = try filled(from: scope, isRaw: isRaw)
        let entries = shown.attributes.entries.map { entry -> Fields.Entry in
            guard case .text(let text) = entry.content else { return entry }
            var entry = entry
            entry.content = .text(text.asData)
            return entry
        }
        shown.attributes = Fields(title: attributes.title, entries: entries, place: attributes.place)
        shown.body = shown.body.asData
        return shown
    }
}
