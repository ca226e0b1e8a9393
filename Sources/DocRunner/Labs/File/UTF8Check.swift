import Steps

/// Finds where a file stops being UTF-8.
enum UTF8Check {
    /// The place of the first byte that no UTF-8 text has there (RFC 3629); nil when all is well.
    static func firstBreak(in data: [UInt8], from start: SourcePlace) -> SourcePlace? {
        var line = start.line, column = 1
        var decoder = Unicode.UTF8.ForwardParser()
        var bytes = data.makeIterator()
        while true {
            switch decoder.parseScalar(from: &bytes) {
            case .emptyInput: return nil
            case .error: return SourcePlace(file: start.file, line: line, column: column)
            case .valid(let scalar) where scalar.first == UInt8(ascii: "\n"): (line, column) = (line + 1, 1)
            case .valid(let scalar): column += scalar.count
            }
        }
    }
}
