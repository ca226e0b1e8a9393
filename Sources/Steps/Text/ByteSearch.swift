import Glibc

// A byte is looked for by memchr(3), which compares many at a time.
extension UnsafeBufferPointer<UInt8> {
    /// The offset of the first such byte at or behind another offset.
    package func offset(of byte: UInt8, from start: Int = 0) -> Int? {
        guard start < count, let base = baseAddress,
            let found = memchr(base + start, Int32(byte), count - start)
        else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    /// The offset of the first place at or behind another offset where a text stands.
    package func offset(of text: StaticString, from start: Int = 0) -> Int? {
        let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        guard let first = wanted.first else { return start }
        var start = start
        while let found = offset(of: first, from: start) {
            if self[found...].starts(with: wanted) { return found }
            start = found + 1
        }
        return nil
    }

    /// The offsets of a text, each time that it stands in it.
    package func offsets(of wanted: StaticString) -> [Int] {
        var offsets: [Int] = []
        while let found = offset(of: wanted, from: offsets.last.map { $0 + 1 } ?? 0) { offsets.append(found) }
        return offsets
    }
}

extension [UInt8] {
    /// The offset of the first such byte at or behind another offset.
    package func offset(of byte: UInt8, from start: Int = 0) -> Int? {
        withUnsafeBufferPointer { $0.offset(of: byte, from: start) }
    }
}
