/// Base64 (RFC 4648, section 4), without padding.
enum Base64 {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The characters that stand for bytes; the bits that the last one lacks are zero.
    static func characters(of bytes: [UInt8]) -> [UInt8] {
        var characters: [UInt8] = []
        var bits = 0, count = 0
        for byte in bytes {
            bits = bits << 8 | Int(byte)
            count += 8
            while count >= 6 {
                count -= 6
                characters.append(alphabet[bits >> count & 63])
            }
            bits &= 0xFF
        }
        if count > 0 { characters.append(alphabet[bits << (6 - count) & 63]) }
        return characters
    }
}
