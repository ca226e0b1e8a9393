/// Named values that an author wrote, each with its place: a step's attributes, or a YAML mapping.
///
/// Reading takes what is asked for and remembers every problem, so that all of them are reported at once;
/// `finish()` reports what nobody asked for.
public struct Fields: Sendable {
    /// One value.
    public indirect enum Content: Sendable {
        /// Text, as written.
        case text(String)
        /// A sequence.
        case list([Entry])
        /// A mapping.
        case map(Fields)
    }

    /// One value with its name (empty in sequences) and its place.
    public struct Entry: Sendable {
        /// The name as written.
        public var name: String
        /// The value.
        public var content: Content
        /// Where the name stands; in sequences, where the value stands.
        public var place: SourcePlace
        /// Where the value's text begins: after the quotation mark of a quoted attribute.
        public var valuePlace: SourcePlace

        /// An entry of a name, a value and their places; without a `valuePlace` both stand together.
        public init(name: String, content: Content, place: SourcePlace, valuePlace: SourcePlace? = nil) {
            self.name = name
            self.content = content
            self.place = place
            self.valuePlace = valuePlace ?? place
        }
    }

    /// Where the whole stands.
    public let place: SourcePlace
    /// What the whole is, in messages: "step kind `file`", "host".
    public var title: String
    /// What was written, in order.
    public let entries: [Entry]
    /// The problems found up to now.
    public private(set) var problems: [Diagnostic]
    private var known: [String] = []

    /// Fields of entries; a name written twice is a problem at once.
    public init(title: String, entries: [Entry], place: SourcePlace) {
        self.title = title
        self.entries = entries
        self.place = place
        problems = []
        known.reserveCapacity(24)  // the envelope's eleven and a kind's own
        for (index, entry) in entries.enumerated() where !entry.name.isEmpty {
            if entries[..<index].contains(where: { $0.name == entry.name }) {
                problems.append(.error("repeated-name", at: entry.place, "`\(entry.name)` is given twice"))
            }
        }
    }

    /// The entry of that name, marked as known; nil when it was not written.
    public mutating func entry(_ name: String) -> Entry? {
        known.append(name)
        return entries.first { $0.name == name }
    }

    /// Whether the name was written; marks it as known.
    public mutating func has(_ name: String) -> Bool { entry(name) != nil }

    /// Records a problem.
    public mutating func report(_ problem: Diagnostic) { problems.append(problem) }

    /// Records several problems.
    public mutating func report(_ more: [Diagnostic]) { problems += more }

    /// Marks names as known without reading them, so that `finish()` accepts them.
    public mutating func allow(_ names: [String]) {
        known += names
    }

    /// Reports every name that was written but never asked for, with the nearest one that is allowed.
    public mutating func finish() {
        for entry in entries where !known.contains(entry.name) {
            let allowed = known.enumerated().filter { known.firstIndex(of: $1) == $0 }.map(\.element)
            problems.append(
                .error(
                    "unknown-name", at: entry.place, "\(title) has no `\(entry.name)`",
                    Spelling.advice(for: entry.name, among: allowed)))
        }
    }
}
