import PlainText

/// One thing that is wrong (or doubtful) in what a person wrote, with its place and what to do about it.
public struct Diagnostic: Error, Sendable, Hashable, Codable {
    /// Whether a diagnostic stops the work or only warns.
    public enum Severity: String, Sendable, Codable {
        case error, warning
    }

    /// Error or warning.
    public var severity: Severity
    /// Where it is.
    public var place: SourcePlace
    /// A stable name for this sort of problem, such as `unknown-kind`.
    public var id: String
    /// What is wrong, in one line.
    public var summary: String
    /// What is allowed, and what to do next; a line each.
    public var solutions: [String]

    /// A problem. What is wrong may quote what somebody else wrote: it is cleaned here, once for every output.
    public init(
        severity: Severity, place: SourcePlace, id: String, summary: String, solutions: [String] = []
    ) {
        self.severity = severity
        self.place = place
        self.id = id
        self.summary = HostText.line(summary, limit: 4000)
        self.solutions = solutions.map { HostText.line($0, limit: 4000) }
    }

    /// An error at a place; `solutions` say what is allowed and what to do.
    public static func error(
        _ id: String, at place: SourcePlace, _ summary: String, _ solutions: [String] = []
    ) -> Diagnostic {
        Diagnostic(severity: .error, place: place, id: id, summary: summary, solutions: solutions)
    }

    /// A warning at a place.
    public static func warning(
        _ id: String, at place: SourcePlace, _ summary: String, _ solutions: [String] = []
    ) -> Diagnostic {
        Diagnostic(severity: .warning, place: place, id: id, summary: summary, solutions: solutions)
    }
}

extension Diagnostic: CustomStringConvertible {
    /// `place: error: summary [id]`, then the solutions, indented.
    public var description: String {
        let head = "\(HostText.line("\(place)", limit: 1000)): \(severity.rawValue): \(summary) [\(id)]"
        return ([head] + solutions.map { "    \($0)" }).joined(separator: "\n")
    }
}

/// All the problems of one input, reported together.
public struct Diagnostics: Error, Sendable, Hashable {
    /// The problems in the order of their places.
    public var list: [Diagnostic]

    /// Problems, sorted by place.
    public init(_ list: [Diagnostic]) {
        self.list = list.sorted { $0.place < $1.place }
    }
}

extension Diagnostics {
    /// The same with every secret masked: a value that is refused is named.
    package func redacted(by redactor: Redactor) -> Diagnostics {
        Diagnostics(
            list.map { problem in
                var problem = problem
                problem.summary = redactor.redact(problem.summary)
                problem.solutions = problem.solutions.map(redactor.redact)
                return problem
            })
    }
}

extension Diagnostics {
    /// Whether one of them is about a value that cannot be data where it stands.
    package var isForeignValue: Bool { list.contains { $0.id == Diagnostic.foreignValue } }
}

extension Diagnostics: CustomStringConvertible {
    /// Each problem in its own form, one after another.
    public var description: String { list.map(\.description).joined(separator: "\n") }
}
