extension Catalog {
    /// The reference page of all kinds as CommonMark: what `labctl steps --markdown` prints.
    public static func reference() -> String {
        """
        # Step kinds

        This page is written by `labctl steps --markdown`, from what each kind says of itself.

        A step is a fenced code block whose info string ends in braces: the kind, an id, attributes.
        `{{name}}` stands for a value of the lab, of the chapter's front matter, or of an earlier step's output.
        Text outside of such blocks is never carried out; what is the same on every host is filled in there for readers, too.

        - [Every kind](#every-kind)
        \(kinds.map { "- [\($0.name)](#\($0.name))" }.joined(separator: "\n"))
        - [Beside a step](#beside-a-step)

        ## Every kind

        Attributes that every kind has:

        \(Envelope.documentation.map(\.line).joined(separator: "\n"))

        \(kinds.map(section).joined(separator: "\n"))
        ## Beside a step

        Blocks that belong to a step and are none themselves. They may stand anywhere in the chapter; best right behind
        the step.

        \(Companions.documentation.map(\.line).joined(separator: "\n"))

        \(Companions.all.map { $0.documentation.companionMarkdown }.joined(separator: "\n"))
        """
    }

    /// The section of one kind; nil where there is no such kind.
    public static func reference(of name: String) -> String? {
        kind(named: name).map(section)
            ?? Companions.named(name)?.documentation.companionMarkdown
    }

    private static func section(of kind: any StepKind.Type) -> String {
        kind.documentation.markdown(appendix: kind.appendix)
    }

    /// A line a kind: its name and what it states.
    public static var summary: String {
        let width = names.map(\.count).max() ?? 0
        return kinds.map { kind in
            let padding = String(repeating: " ", count: width - kind.name.count)
            return "\(kind.name)\(padding)  \(kind.documentation.states)\n"
        }.joined()
    }
}

extension KindDocumentation {
    /// The section of the reference page; the appendix stands before the example.
    fileprivate func markdown(appendix: String?) -> String {
        section(
            ["## \(name)", "States that \(states).", "Probe: \(probing).", "Body: \(body)."],
            appendix: appendix)
    }

    /// The section of a companion.
    fileprivate var companionMarkdown: String {
        section(["### \(name)", "It \(states).", "Body: \(body)."])
    }

    private func section(_ opening: [String], appendix: String? = nil) -> String {
        var parts = opening
        if !attributes.isEmpty { parts.append(Self.list("Attributes", attributes)) }
        if !bodyFields.isEmpty { parts.append(Self.list("Fields of the body", bodyFields)) }
        parts += [appendix, "````markdown\n\(example)\n````\n"].compactMap { $0 }
        return parts.joined(separator: "\n\n")
    }

    private static func list(_ title: String, _ fields: [Field]) -> String {
        "\(title):\n\n" + fields.map(\.line).joined(separator: "\n")
    }
}

extension KindDocumentation.Field {
    /// One line of a list.
    fileprivate var line: String { "- `\(name)` (\(form)\(isRequired ? ", required" : "")): \(summary)" }
}
