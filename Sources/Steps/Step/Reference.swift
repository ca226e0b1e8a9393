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

        \(kinds.map { $0.documentation.markdown }.joined(separator: "\n"))
        ## Beside a step

        Blocks that belong to a step and are none themselves. They may stand anywhere in the chapter; best right behind
        the step.

        \(Companions.documentation.map(\.line).joined(separator: "\n"))

        \(Companions.all.map { $0.documentation.companionMarkdown }.joined(separator: "\n"))
        """
    }

    /// The section of one kind; nil where there is no such kind.
    public static func reference(of name: String) -> String? {
        kind(named: name)?.documentation.markdown
            ?? Companions.named(name)?.documentation.companionMarkdown
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
    /// The section of the reference page.
    fileprivate var markdown: String {
        var parts = ["## \(name)", "States that \(states).", "Probe: \(probing).", "Body: \(body)."]
        if !attributes.isEmpty { parts.append(Self.list("Attributes", attributes)) }
        if !bodyFields.isEmpty { parts.append(Self.list("Fields of the body", bodyFields)) }
        if name == CheckStep.name { parts.append(Matchers.reference) }
        if name == FaultStep.name { parts.append(Faults.reference) }
        parts.append("````markdown\n\(example)\n````\n")
        return parts.joined(separator: "\n\n")
    }

    /// The section of a companion.
    fileprivate var companionMarkdown: String {
        var parts = ["### \(name)", "It \(states).", "Body: \(body)."]
        if !attributes.isEmpty { parts.append(Self.list("Attributes", attributes)) }
        if !bodyFields.isEmpty { parts.append(Self.list("Fields of the body", bodyFields)) }
        parts.append("````markdown\n\(example)\n````\n")
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

extension Matchers {
    /// The matchers with their options and examples, for the section of `check`.
    fileprivate static var reference: String {
        documentation.map { matcher in
            let options = matcher.options.map { "\n- `\($0.name)` (\($0.form)): \($0.summary)" }.joined()
            return """
                ### \(matcher.name)

                `\(matcher.name)` (\(matcher.form)): \(matcher.states).
                \(options)

                ```yaml
                \(matcher.example)
                ```
                """
        }.joined(separator: "\n\n") + "\n\n### Examples"
    }
}
