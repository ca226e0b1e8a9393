extension Matchers {
    /// The matchers with their options and examples, for the section of `check`.
    static var reference: String {
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
