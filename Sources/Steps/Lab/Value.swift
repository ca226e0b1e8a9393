/// What a name in a chapter can stand for: a variable of the lab or the chapter, or a captured output.
public enum Value: Sendable, Hashable, Codable {
    /// Plain text.
    case text(String)
    /// Text that no output may show.
    case secret(String)
    /// True or false, for `when=` and Mustache sections.
    case flag(Bool)
    /// Several values in order.
    case list([Value])
    /// Values by name.
    case map([String: Value])

    /// The text of a plain or secret value or flag; nil for lists and maps.
    public var text: String? {
        switch self {
        case .text(let text), .secret(let text): text
        case .flag(let flag): flag ? "true" : "false"
        case .list, .map: nil
        }
    }

    /// Every secret in it.
    public var secrets: [String] {
        switch self {
        case .secret(let text): [text]
        case .list(let values): values.flatMap(\.secrets)
        case .map(let values): values.values.flatMap(\.secrets)
        case .text, .flag: []
        }
    }
}
