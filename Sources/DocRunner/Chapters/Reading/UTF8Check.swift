extension [UInt8] {
    /// Whether it is UTF-8 (RFC 3629). Most text is ASCII, which is skipped eight bytes at a time. Runs of
    /// other bytes are checked one by one; each is independent.
    var isUTF8: Bool {
        withUnsafeBytes { bytes in
            var index = 0
            while index < bytes.count {
                if index + 8 <= bytes.count,
                    bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
                {
                    index += 8
                } else if bytes[index] < 0x80 {
                    index += 1
                } else {
                    let run = bytes[index...].prefix { $0 >= 0x80 }
                    guard String(validating: run, as: UTF8.self) != nil else { return false }
                    index = run.endIndex
                }
            }
            return true
        }
    }
}
