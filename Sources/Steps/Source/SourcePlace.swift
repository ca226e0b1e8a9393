/// A place in a text file that a person wrote: what `file:line:column` in a message stands for.
public struct SourcePlace: Sendable, Hashable, Codable {
    /// The file's path as the user gave it.
    public var file: String
    /// The line, counted from 1.
    public var line: Int
    /// The column in bytes, counted from 1, as cmark and compilers count.
    public var column: Int

    /// A place, by file, line and column (both counted from 1).
    public init(file: String, line: Int, column: Int = 1) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// This place moved down by `lines` and, when on another line, set to `column`.
    public func moved(lines: Int = 0, column: Int? = nil) -> SourcePlace {
        SourcePlace(file: file, line: line + lines, column: column ?? self.column)
    }
}

extension SourcePlace: CustomStringConvertible {
    /// `file:line:column`, the form that terminals and editors make clickable.
    public var description: String { "\(file):\(line):\(column)" }
}

extension SourcePlace: Comparable {
    /// Orders places by file, then line, then column.
    public static func < (left: SourcePlace, right: SourcePlace) -> Bool {
        (left.file, left.line, left.column) < (right.file, right.line, right.column)
    }
}
