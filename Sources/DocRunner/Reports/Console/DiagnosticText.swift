public import Steps

/// A problem in a file that a person wrote, for a terminal: the place, the line, what to do.
public struct DiagnosticText: Sendable {
    /// What the text is written on.
    private let surface: Surface
    /// The source line of a place, where the file could be read.
    private let sourceLine: @Sendable (SourcePlace) -> String?

    /// A text on a surface; `sourceLine` answers the line of a place without its line end, nil where unknown.
    public init(on surface: Surface, sourceLine: @escaping @Sendable (SourcePlace) -> String?) {
        self.surface = surface
        self.sourceLine = sourceLine
    }

    /// A diagnostic on several rows, the last one ended: `file:line:column: error: summary`, the line with
    /// a caret under the place, and what is allowed or to be done.
    public func text(of diagnostic: Diagnostic) -> String {
        let look: Surface.Look = diagnostic.severity == .error ? .red : .yellow
        let place = surface.paint("\(diagnostic.place):", .bold)
        let severity = surface.paint("\(diagnostic.severity.rawValue):", look)
        let head = "\(place) \(severity) \(diagnostic.summary) \(surface.paint("[\(diagnostic.id)]", .dim))"
        let rows = [head] + excerpt(at: diagnostic.place, look) + diagnostic.solutions.map { "    \($0)" }
        return rows.map { $0 + "\n" }.joined()
    }

    /// The line with a caret below it; of a line too long for the surface, the part around the place.
    private func excerpt(at place: SourcePlace, _ look: Surface.Look) -> [String] {
        guard let line = sourceLine(place), !line.isEmpty else { return [] }
        let before = String(decoding: line.utf8.prefix(place.column - 1), as: UTF8.self).count
        let characters = line.map { $0 == "\t" || !$0.isShown ? " " : $0 }
        let width = surface.columns - 6
        let start = before < width * 3 / 4 ? 0 : before - width / 2
        let shown = String(characters.dropFirst(start).prefix(width))
        let caret = String(repeating: " ", count: before - start) + surface.paint("^", look)
        return ["    \(shown)", "    \(caret)"]
    }
}

extension Character {
    /// Whether a terminal shows it in one place and does nothing else for it.
    fileprivate var isShown: Bool {
        unicodeScalars.allSatisfy {
            ![.control, .format, .lineSeparator].contains($0.properties.generalCategory)
        }
    }
}
