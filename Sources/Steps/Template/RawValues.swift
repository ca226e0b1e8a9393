extension StepBlock {
    /// A warning for each `{{{name}}}` of a value that is not the author's own: it is put in as it is, and may be code.
    public func rawValues(in scope: Scope) -> [Diagnostic] {
        let attributes = attributes.entries.flatMap { entry -> [Diagnostic] in
            if case .text(let text) = entry.content {
                Self.rawValues(text, at: entry.valuePlace, in: scope)
            } else {
                []
            }
        }
        return attributes + Self.rawValues(body, at: bodyPlace, in: scope)
    }

    private static func rawValues(_ text: String, at place: SourcePlace, in scope: Scope) -> [Diagnostic] {
        guard text.holds("{{{") || text.holds("{{&") else { return [] }
        return TemplateTags(in: text).tags.compactMap { tag in
            guard "{&".unicodeScalars.contains(tag.sigil), scope[tag.name] != nil, scope.isForeign(tag.name)
            else {
                return nil
            }
            return .warning(
                "raw-value", at: tag.place(from: place),
                "`\(tag.name)` is inserted unquoted here: the person who supplies it decides which "
                    + "commands run",
                ["Write {{\(tag.name)}} where it is data."])
        }
    }
}
