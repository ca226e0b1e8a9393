// What takes more than linear time shows itself in long inputs only; repeated, a short one is long enough.
extension [UInt8] {
    /// Whether this input is read at length too: one in 512, always the same ones, so that a finding can be repeated.
    var isChosenToGrow: Bool {
        reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 } >> 8 % 512 == 0
    }

    /// The input over and over, 64 KiB of it.
    var grown: [UInt8] {
        guard !isEmpty else { return [] }
        return Array(
            sequence(state: 0) { index in
                defer { index = (index + 1) % count }
                return self[index]
            }.prefix(64 << 10))
    }
}
