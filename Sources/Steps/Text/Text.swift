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
    /// The text without line ends at its end.
    package var trimmingLineEnds: String {
        var text = self[...]
        while text.last?.isNewline == true { text.removeLast() }
        return String(text)
    }
}
