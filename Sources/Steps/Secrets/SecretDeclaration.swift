/// A variable that no output may show, and where its value comes from.
public struct SecretDeclaration: Sendable, Hashable {
    /// Where a value comes from.
    public enum Source: Sendable, Hashable {
        /// It was written down.
        case value(String)
        /// A variable of labctl's environment.
        case environment(String)
        /// A file; a relative path starts at the folder of the file that names it.
        case file(String)
        /// labctl makes it once for each lab, of so many letters and digits.
        case generated(length: Int)
    }

    /// The variable's name.
    public var name: String
    /// Where its value comes from.
    public var source: Source
    /// Where that is said.
    public var place: SourcePlace

    /// What lint and handouts work with. A value that only a run can have is stood in for: 0 is valid in most places.
    public var standIn: Value {
        if case .value(let text) = source { .secret(text) } else { .secret("0") }
    }
}

extension [SecretDeclaration] {
    /// What stands for each of them until a run begins.
    public var standIns: [String: Value] { Dictionary(map { ($0.name, $0.standIn) }) { first, _ in first } }
}

extension Fields {
    /// Secrets by name: a text, or a mapping of one of `env`, `file` and `generate`; none has a variable's name.
    public mutating func secrets(_ name: String, besides variables: [String: Value]) -> [SecretDeclaration] {
        nested(name) { fields in
            fields.allow(fields.entries.map(\.name))
            return fields.entries.compactMap { entry in
                if variables[entry.name] != nil {
                    fields.report(
                        .error("repeated-name", at: entry.place, "`\(entry.name)` is a variable already"))
                }
                guard let source = fields.source(of: entry) else { return nil }
                return SecretDeclaration(name: entry.name, source: source, place: entry.place)
            }
        } ?? []
    }

    private mutating func source(of entry: Entry) -> SecretDeclaration.Source? {
        switch entry.content {
        case .text(let text):
            warnOfShort(text, entry)
            return .value(text)
        case .map(var inner):
            inner.title = "secret `\(entry.name)`"
            let source = inner.secretSource(at: entry.place)
            inner.finish()
            report(inner.problems)
            return source
        case .list:
            report(.error("not-text", at: entry.place, "a secret is a single value", [Self.secretForms]))
            return nil
        }
    }

    private mutating func secretSource(at place: SourcePlace) -> SecretDeclaration.Source? {
        let sources = [
            text("env").map { SecretDeclaration.Source.environment($0) },
            text("file").map { .file($0) },
            integer("generate", in: 8...256).map { .generated(length: $0) },
        ].compactMap { $0 }
        guard sources.count == 1, entries.count == 1 else {
            if problems.isEmpty {
                report(.error("no-source", at: place, "\(title) needs one source", [Self.secretForms]))
            }
            return nil
        }
        return sources[0]
    }

    private mutating func warnOfShort(_ text: String, _ entry: Entry) {
        guard Redactor.isTooShort(text) else { return }
        report(
            .warning(
                "short-secret", at: entry.valuePlace,
                "the secret `\(entry.name)` is too short to be masked in what hosts print",
                ["Take one of \(Redactor.shortestSecret) characters at least, or expect to see it."]))
    }

    private static let secretForms =
        "Write the value, or where it comes from: {env: NAME}, {file: PATH} or {generate: 24}."
}
