extension String {
    /// Eight hexadecimal digits that stand for a text (FNV-1a, 32 bits): for names, not against forgery.
    public var fingerprint: String {
        let hash = utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}
