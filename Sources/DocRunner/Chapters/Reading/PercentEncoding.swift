/// How an address writes what it may not hold (RFC 3986, 2.1).
public enum PercentEncoding {
    /// `%20` and its like resolved; a `%` before anything else stays.
    public static func decoded(_ text: some StringProtocol) -> String {
        var bytes: [UInt8] = [], rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            if byte == UInt8(ascii: "%"), digits.utf8.count == 2, let value = UInt8(digits, radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A path as an address: all but unreserved characters (RFC 3986, 2.3) and `/` encoded.
    public static func encoded(path: String) -> String {
        path.utf8.map { byte in
            let character = Character(Unicode.Scalar(byte))
            let isPlain =
                character.isASCII && (character.isLetter || character.isNumber || "-._~/".contains(character))
            return isPlain
                ? String(character) : "%" + String(UInt16(byte) + 0x100, radix: 16).dropFirst().uppercased()
        }.joined()
    }
}
