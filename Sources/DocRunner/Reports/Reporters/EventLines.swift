public import DocRunner
import FoundationEssentials
import PlainText
public import Steps

/// Events as JSON Lines: how a recorded run is written down and read again.
public enum EventLines {
    /// One line an event, members in alphabetical order.
    public static func text(of events: some Sequence<Event>) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return events.reduce(into: "") { text, event in
            // Encoding fails only for a number that is not finite: such a time is of no use to anybody.
            guard let line = try? encoder.encode(event) else { return }
            text += String(decoding: line, as: UTF8.self) + "\n"
        }
    }

    /// The events of such a text; empty lines are passed over, and so is a last line that was cut short.
    ///
    /// Throws `Diagnostics` at the first line that is no event; `file` is named in it.
    public static func events(in text: String, file: String) throws(Diagnostics) -> [Event] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        var events: [Event] = []
        for (index, line) in lines.enumerated() where !line.trimmingSpaces.isEmpty {
            do {
                events.append(try ImportedJSON.decode(from: line))
            } catch {
                if index == lines.count - 1 { break }
                throw Diagnostics([problem(error, at: SourcePlace(file: file, line: index + 1))])
            }
        }
        return events
    }

    private static func problem(_ error: any Error, at place: SourcePlace) -> Diagnostic {
        .error(
            "bad-event", at: place, "this line is no event of a run",
            [
                HostText.clean(reason(error).utf8).replacing("\n", with: " "),
                "Write such a file with `labctl report --format jsonl`.",
            ])
    }

    private static func reason(_ error: any Error) -> String {
        switch error as? DecodingError {
        case .keyNotFound(let key, _)?: "The member `\(key.stringValue)` is missing."
        case .typeMismatch(_, let context)?, .valueNotFound(_, let context)?:
            "The member `\(context.codingPath.map(\.stringValue).joined(separator: "."))` is of another type."
        case .dataCorrupted(let context)?: context.debugDescription
        default: "It is not JSON."
        }
    }
}
