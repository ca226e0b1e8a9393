extension Value {
    /// The value that an author wrote in YAML; a bare or quoted `true` or `false` is a flag.
    public init(_ content: Fields.Content) {
        switch content {
        case .text("true"): self = .flag(true)
        case .text("false"): self = .flag(false)
        case .text(let text): self = .text(text)
        case .list(let entries): self = .list(entries.map { Value($0.content) })
        case .map(let fields):
            self = .map(Dictionary(fields.entries.map { ($0.name, Value($0.content)) }) { $1 })
        }
    }
}
