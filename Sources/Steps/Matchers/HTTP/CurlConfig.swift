/// The form of curl's configuration (curl(1), `--config`).
enum CurlConfig {
    /// A value in quotation marks.
    static func quote(_ value: String) -> String {
        let escapes: [Character: String] = [
            "\\": "\\\\", "\"": "\\\"", "\n": "\\n", "\r": "\\r", "\t": "\\t",
        ]
        return "\"" + value.map { escapes[$0] ?? String($0) }.joined() + "\""
    }
}
