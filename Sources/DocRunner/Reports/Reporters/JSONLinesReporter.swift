public import DocRunner

/// The events as they were recorded, a JSON object a line; `Event`'s coding tells its members.
public enum JSONLinesReporter: Reporter {
    /// `jsonl`.
    public static let name = "jsonl"
    /// What it is for.
    public static let summary = "every event as a line of JSON, for programs"

    /// One line an event.
    public static func text(of events: [Event], on surface: Surface) -> String {
        EventLines.text(of: events)
    }
}
