extension Faults {
    /// The faults with their options and examples, for the section of `fault`.
    static var reference: String {
        let sections = all.map { fault in
            let documentation = fault.documentation
            let options = documentation.options.map { "\n- `\($0.name)` (\($0.form)): \($0.summary)" }
                .joined()
            let form = documentation.form.isEmpty ? "" : " (\(documentation.form))"
            return """
                ### \(documentation.name)

                `\(documentation.name)`\(form): \(documentation.breaks).

                Heal: \(documentation.heals).
                \(options)

                ```yaml
                \(documentation.example)
                ```
                """
        }
        return sections.joined(separator: "\n\n") + "\n\n### A whole drill"
    }
}
