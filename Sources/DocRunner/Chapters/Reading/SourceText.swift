import Steps

/// A file's text by lines: valid UTF-8, lines ended by LF, without a byte order mark.
///
/// A class, because every passage of a chapter keeps a reference to it.
final class SourceText: Sendable {
    /// The bytes after CR LF and CR became LF (CommonMark 2.1) and the byte order mark was taken off.
    let bytes: [UInt8]
    /// The offset at which each line begins.
    private let starts: [Int]

    /// What in the bytes is not UTF-8 (RFC 3629) or a NUL: the first such byte. Each of them became a `?`.
    let problem: Diagnostic?

    init(_ raw: [UInt8], file: String) {
        var bytes = raw
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        if bytes.offset(of: UInt8(ascii: "\r")) != nil { bytes = Self.withoutCarriageReturns(bytes) }
        let bad = Self.offsetOfBadByte(in: bytes)
        problem = bad.map { Self.notText(bytes, at: $0, in: file) }
        self.bytes = bad == nil ? bytes : Self.repaired(bytes)
        starts = Self.lineStarts(of: bytes)
    }

    /// How many lines there are; the empty one after a last LF is not counted.
    var lineCount: Int { starts.count }

    /// The bytes of a line, counted from 1, without its LF; empty past the end.
    func line(_ number: Int) -> ArraySlice<UInt8> {
        guard starts.indices.contains(number - 1) else { return [] }
        let line = bytes[starts[number - 1]..<offset(ofLine: number + 1)]
        return line.last == UInt8(ascii: "\n") ? line.dropLast() : line
    }

    /// The text of the lines of a range, counted from 1.
    func text(ofLines lines: Range<Int>) -> String {
        String(
            decoding: bytes[offset(ofLine: lines.lowerBound)..<offset(ofLine: lines.upperBound)],
            as: UTF8.self)
    }

    /// The bytes from a line, counted from 1, to the end.
    func bytes(fromLine number: Int) -> ArraySlice<UInt8> { bytes[offset(ofLine: number)...] }

    private func offset(ofLine number: Int) -> Int {
        starts.indices.contains(number - 1) ? starts[number - 1] : bytes.count
    }
}

extension SourceText {
    private static func lineStarts(of bytes: [UInt8]) -> [Int] {
        var starts = bytes.isEmpty ? [] : [0]
        starts.reserveCapacity(bytes.count / 32)
        while let feed = bytes.offset(of: UInt8(ascii: "\n"), from: starts.last ?? 0), feed + 1 < bytes.count
        {
            starts.append(feed + 1)
        }
        return starts
    }

    private static func withoutCarriageReturns(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for (index, byte) in bytes.enumerated() {
            if byte != UInt8(ascii: "\r") {
                result.append(byte)
            } else if index + 1 == bytes.count || bytes[index + 1] != UInt8(ascii: "\n") {
                result.append(UInt8(ascii: "\n"))
            }
        }
        return result
    }

    private static func offsetOfBadByte(in bytes: [UInt8]) -> Int? {
        let isText = bytes.isUTF8 && bytes.offset(of: 0) == nil
        return isText ? nil : zip(bytes, repaired(bytes)).enumerated().first { $1.0 != $1.1 }?.offset
    }

    /// The bytes with a `?` for each that is no text, so that all other places stay as they are.
    private static func repaired(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var iterator = bytes.makeIterator()
        var parser = Unicode.UTF8.ForwardParser()
        while true {
            switch parser.parseScalar(from: &iterator) {
            case .valid(let scalar): result += scalar.elementsEqual([0]) ? [UInt8(ascii: "?")] : Array(scalar)
            case .error(let length): result += repeatElement(UInt8(ascii: "?"), count: length)
            case .emptyInput: return result
            }
        }
    }

    private static func notText(_ bytes: [UInt8], at offset: Int, in file: String) -> Diagnostic {
        let before = bytes[..<offset]
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let hex = String(bytes[offset], radix: 16, uppercase: true)
        let byte = "0x" + String(repeating: "0", count: 2 - hex.count) + hex
        let place = SourcePlace(file: file, line: line, column: offset - lineStart + 1)
        return .error(
            "not-utf-8", at: place, "the byte \(byte) at offset \(offset) is not UTF-8 text",
            ["Save the file as UTF-8, for example with: iconv -f latin1 -t utf-8"])
    }
}
