public import Runner

/// One self-contained page.
public enum HTMLReporter: Reporter {
    /// `html`.
    public static let name = "html"
    /// What it is for.
    public static let summary = "one self-contained page, for reading and printing"

    /// The page.
    public static func text(of events: [Event], on surface: Surface) -> String { "" }
}
