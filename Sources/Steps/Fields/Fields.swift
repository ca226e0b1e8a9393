/// Named values that an author wrote, each with its place: a step's attributes, or a YAML mapping.
///
/// Reading takes the expected entries and records every problem, so that all of them are reported at once.
/// `finish()` reports the entries that were not read.
public struct Fields: Sendable {
    /// One value.
    public enum Content: Sendable {
        /// Text, as written.
        case text(String)
        /// A sequence.
        case list([Entry])
        /// A mapping.
        indirect case map(Fields)
    }

    /// One value with its name (empty in sequences) and its place.
    public struct Entry: Sendable {
        /// The name as written.
        public var name: String
        /// The value.
        public var content: Content
        /// Where the name stands; in sequences, where the value stands.
        public var place: SourcePlace
        private let valueLine: Int
        private let valueColumn: Int

        /// Where the value's text begins: after the quotation mark of a quoted attribute.
        public var valuePlace: SourcePlace {
            SourcePlace(file: place.file, line: valueLine, column: valueColumn)
        }

        /// An entry of a name, a value and their places; without a `valuePlace` both stand together.
        public init(name: String, content: Content, place: SourcePlace, valuePlace: SourcePlace? = nil) {
            self.name = name.asData
            self.content = content
            self.place = place
            valueLine = valuePlace?.line ?? place.line
            valueColumn = valuePlace?.column ?? place.column
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
        for entry in Self.repeated(entries) {
            problems.append(.error("repeated-name", at: entry.place, "`\(entry.name)` is given twice"))
        }
    }

    /// Every entry whose name an earlier one has. Few are compared, for speed; many are counted, for they may be hostile.
    private static func repeated(_ entries: [Entry]) -> [Entry] {
        if entries.count > few {
            var seen: Set<String> = [""]
            return entries.filter { !seen.insert($0.name).inserted && !$0.name.isEmpty }
        }
        return entries.indices.filter { index in
            !entries[index].name.isEmpty && (0..<index).contains { entries[$0].name == entries[index].name }
        }.map { entries[$0] }
    }

    private static let few = 32

    /// The entry of that name, marked as known; nil when it was not written.
    public mutating func entry(_ name: String) -> Entry? {
        if known.isEmpty { known.reserveCapacity(24) }  // the envelope's fourteen and a kind's own
        known.append(name)
        let length = name.utf8.count  // most names differ in it, which is known at once
        for index in entries.indices
        where entries[index].name.utf8.count == length && entries[index].name == name {
            return entries[index]
        }
        return nil
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

    /// Marks everything that was written as known.
    public mutating func allowAll() {
        for entry in entries { known.append(entry.name) }
    }

    /// Reports every name that was written but never asked for, with the nearest one that is allowed.
    public mutating func finish() {
        let names = known.count > Self.few ? Set(known) : []
        let unknown = entries.indices.filter {
            names.isEmpty ? !known.contains(entries[$0].name) : !names.contains(entries[$0].name)
        }
        guard !unknown.isEmpty else { return }
        var seen: Set<String> = []
        let allowed = known.filter { seen.insert($0).inserted }
        for entry in unknown.map({ entries[$0] }) {
            problems.append(
                .error(
                    "unknown-name", at: entry.place, "\(title) has no `\(entry.name)`",
                    Spelling.advice(for: entry.name, among: allowed)))
        }
    }
}
