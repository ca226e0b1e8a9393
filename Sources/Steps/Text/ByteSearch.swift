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

    /// Whether some bytes stand anywhere in it.
    func holds(_ wanted: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = wanted.first else { return true }
        var start = 0
        while let found = offset(of: first, from: start) {
            if self[found...].starts(with: wanted) { return true }
            start = found + 1
        }
        return false
    }
}

extension [UInt8] {
    /// The offset of the first such byte at or behind another offset.
    package func offset(of byte: UInt8, from start: Int = 0) -> Int? {
        withUnsafeBufferPointer { $0.offset(of: byte, from: start) }
    }
}
