public import DocRunner

/// A form that a recorded run can be given. One file a form, one line in `Reporters.all`.
public protocol Reporter: Sendable {
    /// What `--format` calls it.
    static var name: String { get }
    /// What it is for, in one line of `--help`.
    static var summary: String { get }
    /// The whole report; only forms for a terminal look at the surface.
    static func text(of events: [Event], on surface: Surface) -> String
}

/// The forms that there are.
public enum Reporters {
    /// Every form, the one for people first.
    public static let all: [any Reporter.Type] = [
        ConsoleReporter.self,
        JSONLinesReporter.self,
        JUnitReporter.self,
        HTMLReporter.self,
    ]

    /// The form of that name; nil where there is none.
    public static func named(_ name: String) -> (any Reporter.Type)? { all.first { $0.name == name } }
}
