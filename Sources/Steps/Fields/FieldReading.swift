// Typed reads. Each answers a harmless value after a problem, so that reading goes on and finds the rest.
extension Fields {
    /// The text of a name; nil when it was not written or is no text (which is a problem).
    public mutating func text(_ name: String) -> String? { placedText(name)?.text }

    /// The text of a name with its place; nil as above.
    public mutating func placedText(_ name: String) -> (text: String, place: SourcePlace)? {
        guard let entry = entry(name) else { return nil }
        guard case .text(let text) = entry.content else {
            report(.error("not-text", at: entry.place, "`\(name)` must be a single value"))
            return nil
        }
        return (text.asData, entry.valuePlace)
    }

    /// The bash of a name, foreign values in it quoted; nil when it was not written or is no text.
    public mutating func code(_ name: String) -> String? { written(name, in: .bash) }

    /// The text of a name in a language, foreign values in it quoted; nil when it was not written or is no text.
    mutating func written(_ name: String, in language: Language) -> String? {
        guard let entry = entry(name) else { return nil }
        guard case .text(let text) = entry.content else { return self.text(name) }
        return fill(text, in: language, at: entry.valuePlace)
    }

    /// The line patterns of a name, in which a foreign value is text, whatever it holds.
    mutating func linePatterns(_ name: String) -> LinePatterns? {
        guard let entry = entry(name), case .text(let text) = entry.content else {
            return self.text(name).map { LinePatterns($0) }
        }
        return LinePatterns(text)
    }

    /// A text in a language, foreign values in it quoted; those that cannot be are problems.
    mutating func fill(_ text: String, in language: Language, at place: SourcePlace) -> String {
        do throws(Diagnostics) { return try language.fill(text, at: place) } catch {
            report(error.list)
            return ""
        }
    }

    /// The bash of a name that must be there and not empty.
    public mutating func requiredCode(_ name: String) -> String {
        guard has(name), let code = code(name), !code.isEmpty else {
            return problems.contains { $0.id == Diagnostic.foreignValue } ? "" : requiredText(name)
        }
        return code
    }

    /// The text of a name that must be there and not empty.
    public mutating func requiredText(_ name: String) -> String {
        if let text = text(name), !text.isEmpty { return text }
        if !problems.contains(where: { $0.summary.contains("`\(name)`") }) {
            report(.error("missing", at: place, "\(title) needs `\(name)`"))
        }
        return ""
    }

    /// Whether a flag was given: `name` alone, or `name=true`.
    public mutating func flag(_ name: String, default standard: Bool = false) -> Bool {
        guard let text = text(name) else { return standard }
        switch text {
        case "", "true", "yes": return true
        case "false", "no": return false
        default:
            reportValue(name, text, "true or false")
            return standard
        }
    }

    /// A whole number in a range.
    public mutating func integer(_ name: String, in range: ClosedRange<Int> = 0...Int.max) -> Int? {
        guard let text = text(name) else { return nil }
        if let number = Int(text), range.contains(number) { return number }
        reportValue(name, text, range.upperBound == .max ? "a whole number" : "a whole number in \(range)")
        return nil
    }

    /// A length of time such as `500ms`, `60s`, `2m`, `1h`.
    public mutating func duration(_ name: String) -> Duration? {
        guard let text = text(name) else { return nil }
        if let duration = Duration(written: text) { return duration }
        reportValue(name, text, "a number and a unit: 500ms, 60s, 2m, 1h; at most 168h")
        return nil
    }

    /// File permission bits in octal, such as `0644` (chmod(1)).
    public mutating func mode(_ name: String) -> Int? {
        guard let text = text(name) else { return nil }
        if let mode = Int(text, radix: 8), (0...0o7777).contains(mode) { return mode }
        reportValue(name, text, "permission bits in octal: 0644")
        return nil
    }

    /// One word of a fixed set.
    public mutating func choice(_ name: String, among words: [String]) -> String? {
        guard let text = text(name) else { return nil }
        if words.contains(text) { return text }
        if let entry = entry(name) {
            report(
                .error(
                    "bad-value", at: entry.valuePlace, "`\(name)` cannot be `\(text)`",
                    Spelling.advice(for: text, among: words)))
        }
        return nil
    }

    /// Words: a YAML sequence, or text separated by commas or spaces.
    public mutating func words(_ name: String) -> [String] { entry(name).map { words(of: $0) } ?? [] }

    /// The words of an entry: a YAML sequence, or text separated by commas or spaces.
    mutating func words(of entry: Entry) -> [String] {
        switch entry.content {
        case .text(let text): return text.listed.map(\.asData)
        case .list(let items): return items.compactMap { word(of: $0, in: entry.name) }
        case .map:
            report(.error("not-text", at: entry.place, "`\(entry.name)` must be a list of words"))
            return []
        }
    }

    /// Reads a nested mapping; its problems become ours.
    public mutating func nested<T>(_ name: String, _ read: (inout Fields) -> T) -> T? {
        guard let entry = entry(name) else { return nil }
        return nested(entry, named: name, read)
    }

    /// Reads each mapping of a sequence; their problems become ours.
    public mutating func nestedList<T>(_ name: String, _ read: (inout Fields) -> T) -> [T] {
        guard let entry = entry(name) else { return [] }
        guard case .list(let items) = entry.content else {
            report(.error("not-a-list", at: entry.place, "`\(name)` must be a list"))
            return []
        }
        return items.compactMap { nested($0, named: name, read) }
    }

    private mutating func nested<T>(_ entry: Entry, named name: String, _ read: (inout Fields) -> T) -> T? {
        guard case .map(var inner) = entry.content else {
            report(
                .error("not-a-mapping", at: entry.place, "`\(name)` must have names and values of its own"))
            return nil
        }
        inner.title = "`\(name)`"
        let value = read(&inner)
        report(inner.problems)
        return value
    }

    private mutating func word(of item: Entry, in name: String) -> String? {
        if case .text(let text) = item.content { return text.asData }
        report(.error("not-text", at: item.place, "`\(name)` must be a list of words"))
        return nil
    }

    /// Records that a value is invalid, and what to write instead.
    mutating func reportValue(_ name: String, _ text: String, _ wanted: String) {
        guard let entry = entry(name) else { return }
        report(
            .error("bad-value", at: entry.valuePlace, "`\(name)` cannot be `\(text)`", ["Write \(wanted)."]))
    }
}

extension Duration {
    /// A length of time as authors write it: a number and `ms`, `s`, `m` or `h`; nil for anything else.
    public init?(written text: String) {
        let unit: (name: String, seconds: Double)
        switch text.utf8.last {
        case UInt8(ascii: "s"): unit = text.hasSuffix("ms") ? ("ms", 0.001) : ("s", 1)
        case UInt8(ascii: "m"): unit = ("m", 60)
        case UInt8(ascii: "h"): unit = ("h", 3600)
        default: return nil
        }
        guard let number = Double(text.dropLast(unit.name.count)), number >= 0,
            number * unit.seconds <= Self.longestHours * 3600
        else { return nil }
        self = .milliseconds(Int64(number * unit.seconds * 1000))
    }

    /// A week: far from where a hundredfold of it in nanoseconds overflows.
    static let longestHours = 168.0

    /// The length in seconds.
    public var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
