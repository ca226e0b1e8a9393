extension StringProtocol {
    /// The text without spaces, tabs and line ends at either end.
    package var trimmingSpaces: SubSequence {
        let bytes = Substring(self).utf8
        let isText = { (byte: UInt8) in byte != 0x20 && !(0x09...0x0D).contains(byte) }
        guard let first = bytes.firstIndex(where: isText), let last = bytes.lastIndex(where: isText) else {
            return self[endIndex...]
        }
        return self[first..<bytes.index(after: last)]
    }

    /// The words between white space of any sort.
    var words: [Substring] { split(at: .whiteSpace) { $0.isWhitespace } }

    /// The parts between gaps; a text of ASCII alone is cut by its bytes, many times faster than by its characters.
    package func split(at gaps: ASCIISet, orWhere isGap: (Character) -> Bool) -> [Substring] {
        let text = Substring(self)
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return text.split(whereSeparator: isGap) }
        return text.utf8.split(whereSeparator: gaps.contains).map { Substring($0) }
    }

    /// The text without line ends at its end.
    package var trimmingLineEnds: String {
        var text = self[...]
        while text.last?.isNewline == true { text.removeLast() }
        return String(text)
    }
}

extension String {
    /// The words between commas, white space, or both.
    var listed: [String] {
        split(at: .whiteSpace + ASCIISet(",")) { $0.isWhitespace || $0 == "," }.map(String.init)
    }

    /// The first line that is not empty, without its end.
    var firstLine: Substring {
        let feed = UInt8(ascii: "\n")
        return Substring(utf8.drop { $0 == feed }.prefix { $0 != feed })
    }

    /// A command as a title: continued lines joined, and of several lines the first.
    var onOneLine: String {
        let lines = replacing("\\\n", with: " ").split(separator: "\n")
        let first = lines.first?.split(separator: " ").joined(separator: " ") ?? ""
        return lines.count > 1 ? first + " …" : first
    }

    /// Whether a text stands anywhere in it, compared by bytes: many times faster than by characters.
    func holds(_ text: StaticString) -> Bool {
        utf8.withContiguousStorageIfAvailable { $0.offset(of: text) != nil } ?? contains("\(text)")
    }
}
