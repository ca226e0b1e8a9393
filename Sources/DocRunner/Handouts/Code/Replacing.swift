extension [UInt8] {
    /// Appends bytes with another text for some of them; those between are copied as a whole.
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>, replacing text: (UInt8) -> StaticString?) {
        var begin = 0
        for index in bytes.indices {
            guard let text = text(bytes[index]) else { continue }
            append(contentsOf: bytes[begin..<index])
            append(text)
            begin = index + 1
        }
        append(contentsOf: bytes[begin...])
    }

    /// Appends the bytes of a text that is written in the source.
    mutating func append(_ text: StaticString) {
        append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}
